/**
 * The real servers of a first run and of the tests, as child processes: a Redis of version 7.0 or
 * later, installed or from the embedded-redis jar, and an Elasticsearch node from the home that the
 * build laid out.
 *
 * <p>The start is the same for both: {@link dev.tidegate.embedded.DataDirectory} takes the
 * directory for this gateway alone and ends a child that a killed gateway left behind, {@link
 * dev.tidegate.embedded.ChildProcess} starts the server and follows its output, and the handle that
 * is returned waits until the server answers. The directory stays locked until the handle closes. A
 * {@link dev.tidegate.embedded.Supervisor} restarts servers that end unexpectedly.
 *
 * <p>Everything here blocks: call it from a plain thread, never from an event loop. The two servers
 * may be started at the same time from two threads.
 */
@NullMarked
package dev.tidegate.embedded;

import org.jspecify.annotations.NullMarked;

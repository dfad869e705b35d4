/**
 * Live sessions. A {@link dev.tidegate.live.Hub} belongs to one event loop; everything here runs on
 * it, without locks.
 *
 * <p>The path of a change is {@code Feed -> Hub -> WatchedDocument -> Watcher -> Outbox ->
 * Transport}:
 *
 * <ol>
 *   <li>A batch of the feed advances each {@link dev.tidegate.live.WatchedDocument}, whose state
 *       all sessions of the loop share.
 *   <li>A {@link dev.tidegate.live.Watcher} records, for one session, which fields of the document
 *       the client does not have yet.
 *   <li>The {@link dev.tidegate.live.Outbox} writes them from the shared state when the client can
 *       take them.
 * </ol>
 *
 * <p>So a waiting change costs a set of fields for each document, however long it waits, and every
 * message is of one revision.
 */
@NullMarked
package dev.tidegate.live;

import org.jspecify.annotations.NullMarked;

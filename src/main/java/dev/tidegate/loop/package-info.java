/**
 * The event loop as the confined classes see it: {@link dev.tidegate.loop.EventLoop}, and its
 * implementation over a Vert.x context. A class that takes an {@code EventLoop} runs in a unit test
 * without Vert.x.
 */
@NullMarked
package dev.tidegate.loop;

import org.jspecify.annotations.NullMarked;

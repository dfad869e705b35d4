/**
 * Events of {@code every} subscriptions: each change of a collection, unmerged and in order.
 *
 * <ol>
 *   <li>{@link dev.tidegate.events.EventStreams} receives the batches of the feed. {@link
 *       dev.tidegate.events.EventEncoder} encodes each once for all subscriptions with the same id,
 *       collection, and fields.
 *   <li>{@link dev.tidegate.events.EventStream} queues the {@link dev.tidegate.events.EventBatch},
 *       which the queues of all clients share, and offers itself to the outbox.
 *   <li>A stream that resumes first reads the log up to where dispatched batches start ({@code
 *       CatchUp}), a few streams at a time ({@code LogReads}).
 * </ol>
 *
 * <p>Everything is confined to one event loop, but {@code EventBatch}.
 */
@NullMarked
package dev.tidegate.events;

import org.jspecify.annotations.NullMarked;

/**
 * Events of {@code every} subscriptions: each change of a collection, unmerged and in order.
 *
 * <p>A batch of changes is encoded once for all subscriptions with the same id, collection, and
 * fields ({@link dev.tidegate.events.EventEncoder}); the queues of all their clients share the
 * {@link dev.tidegate.events.EventBatch}. Queues are confined to one event loop.
 */
@NullMarked
package dev.tidegate.events;

import org.jspecify.annotations.NullMarked;

/**
 * Delivery of messages to one client: the {@link dev.tidegate.delivery.Transport} port, the {@link
 * dev.tidegate.delivery.Burst} of messages that several clients share, the client's resume state,
 * and the counters of an event loop.
 *
 * <p>The outbox and the watchers, which use these classes, are in {@code live}. Everything here is
 * confined to one event loop unless it says otherwise.
 */
@NullMarked
package dev.tidegate.delivery;

import org.jspecify.annotations.NullMarked;

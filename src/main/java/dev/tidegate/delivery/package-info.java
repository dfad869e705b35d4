/**
 * Delivery of changes to the clients of one event loop.
 *
 * <p>A change passes these classes in one direction. No class depends on one before it:
 *
 * <ol>
 *   <li>{@link dev.tidegate.delivery.WatchedDocuments} contains each document that a session
 *       watches.
 *   <li>{@link dev.tidegate.delivery.WatchedDocument} applies the change to the state that all
 *       sessions share ({@link dev.tidegate.delivery.CurrentDocument}), and passes the difference
 *       to its watchers.
 *   <li>{@link dev.tidegate.delivery.Watcher} merges the difference into the change that its client
 *       has not received yet: a set of fields, however long it waits.
 *   <li>{@link dev.tidegate.delivery.Outbox} contains what waits for one client. Everything enters
 *       by {@code offer}, as a {@link dev.tidegate.delivery.Delivery}.
 *   <li>{@link dev.tidegate.delivery.Flusher} flushes the outboxes of a turn. Each takes its
 *       messages from {@link dev.tidegate.delivery.UpdateWriter}.
 *   <li>{@link dev.tidegate.delivery.Transport} sends them. A {@link dev.tidegate.delivery.Burst}
 *       is framed once for all clients.
 * </ol>
 *
 * <p>Aside from that path:
 *
 * <ul>
 *   <li>{@link dev.tidegate.delivery.Snapshot} answers a subscription with the states that the
 *       client does not have ({@link dev.tidegate.delivery.ClientState}). {@link
 *       dev.tidegate.delivery.SnapshotReads} and {@link dev.tidegate.delivery.Refresher} read them.
 *   <li>{@link dev.tidegate.delivery.EncodingCache} shares encoded changes between event loops.
 *   <li>{@link dev.tidegate.delivery.Progress} and {@link dev.tidegate.delivery.ResumePositions}
 *       know the positions in the log from which clients can resume.
 *   <li>{@link dev.tidegate.delivery.Pacer} delays updates with an interval, and {@link
 *       dev.tidegate.delivery.SlowClients} disconnects the slowest clients when too much waits.
 * </ul>
 *
 * <p>Everything is confined to one event loop unless its Javadoc states otherwise. The only type of
 * Vert.x is {@code Future}.
 */
@NullMarked
package dev.tidegate.delivery;

import org.jspecify.annotations.NullMarked;

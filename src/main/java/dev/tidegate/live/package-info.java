/**
 * Live sessions. A {@link dev.tidegate.live.Hub} belongs to one event loop; everything here runs on
 * it, without locks. Participants:
 *
 * <ul>
 *   <li>{@link dev.tidegate.live.Hub} receives the feed, and passes changes to {@code delivery} and
 *       {@code events}. {@link dev.tidegate.live.HubParts} assembles it.
 *   <li>{@code Sessions} opens and closes sessions; {@code Heartbeats} and {@code Drain} work on
 *       all of them.
 *   <li>{@link dev.tidegate.live.Session} receives the messages of one client.
 *   <li>{@code Subscriptions} contains what the client watches: documents ({@code
 *       DocumentSubscriptions}), live queries ({@code QuerySubscriptions}), and every change of a
 *       collection ({@code EventSubscriptions}). {@code SubscriptionRules} validates requests.
 *   <li>{@code SharedQuery} follows one live query for all sessions; a {@code QueryWatch} knows
 *       which members one client has.
 * </ul>
 *
 * <p>A message of a client passes {@code Session -> Subscriptions -> DocumentSubscriptions ->
 * Watchers}, and leads to a snapshot. A change passes {@code Hub -> WatchedDocument -> Watcher ->
 * Outbox -> Transport}, see {@code delivery}. Every message about a document is of one revision.
 */
@NullMarked
package dev.tidegate.live;

import org.jspecify.annotations.NullMarked;

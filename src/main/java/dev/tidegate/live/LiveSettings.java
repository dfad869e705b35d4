package dev.tidegate.live;

import java.time.Duration;
import java.util.Map;

/**
 * What sessions may do, and how they are kept alive.
 *
 * @param heartbeat between two heartbeats of one session
 * @param pongTimeout a client silent for so long is closed
 * @param maxInterval what a longer interval asked for is cut to
 * @param maxQueueBytes of events waiting for one client, beyond which it is cut
 * @param messagesPerSecond a client's sustained rate; ten seconds' worth may come at once
 * @param returnWithin over which clients that are sent away spread their return
 */
public record LiveSettings(
    Duration heartbeat,
    Duration pongTimeout,
    int maxMessageBytes,
    int maxSubscriptions,
    int maxDocuments,
    Duration maxInterval,
    int maxQueueBytes,
    int messagesPerSecond,
    Duration returnWithin) {

  /** The milliseconds between updates that a client gets who asks for so many. */
  long granted(long interval) {
    return Math.min(interval, maxInterval.toMillis());
  }

  /** As told to clients in the welcome. */
  Map<String, Long> limits() {
    return Map.of(
        "message_bytes", (long) maxMessageBytes,
        "subscriptions", (long) maxSubscriptions,
        "documents", (long) maxDocuments,
        "interval_ms", maxInterval.toMillis(),
        "messages_per_second", (long) messagesPerSecond);
  }
}

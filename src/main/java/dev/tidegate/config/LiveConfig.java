package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.time.Duration;

/**
 * Sessions.
 *
 * @param heartbeat between two heartbeats of one session
 * @param pongTimeout a client silent for so long is closed
 * @param maxMessageBytes of one client message
 * @param maxSubscriptions of one session
 * @param maxDocuments watched by one session
 * @param maxQueries distinct searches that all sessions of the gateway together may watch
 * @param maxInterval that a subscription may ask for
 * @param highWater bytes written to a socket but not yet sent, above which changes merge
 * @param maxQueue bytes of events that may wait for a subscription to every change
 * @param compression of messages, for clients that offer it
 * @param messagesPerSecond that a client may send, over a minute's burst
 * @param maxOutboxBytes that may wait for all slow clients together; the slowest are cut
 * @param drain over which sessions are closed when the gateway stops
 * @param returnWithin over which the clients then spread their return
 */
public record LiveConfig(
    Duration heartbeat,
    Duration pongTimeout,
    int maxMessageBytes,
    int maxSubscriptions,
    int maxDocuments,
    int maxQueries,
    Duration maxInterval,
    int highWater,
    int maxQueue,
    boolean compression,
    int messagesPerSecond,
    long maxOutboxBytes,
    Duration drain,
    Duration returnWithin) {
  public LiveConfig {
    inRange("heartbeat", heartbeat, Duration.ofMillis(100), Duration.ofSeconds(15));
    inRange("pong_timeout", pongTimeout, Duration.ofMillis(200), Duration.ofHours(1));
    inRange("max_message_bytes", maxMessageBytes, 1_024, 16 << 20);
    inRange("max_subscriptions", maxSubscriptions, 1, 1_000_000);
    inRange("max_documents", maxDocuments, 1, 1_000_000);
    inRange("max_queries", maxQueries, 1, 1_000_000);
    inRange("max_interval", maxInterval, Duration.ofSeconds(1), Duration.ofDays(1));
    inRange("high_water", highWater, 4 << 10, 16 << 20);
    inRange("max_queue", maxQueue, 64 << 10, 1 << 30);
    inRange("messages_per_second", messagesPerSecond, 1, 1_000_000);
    inRange("max_outbox_bytes", maxOutboxBytes, 1 << 20, 1L << 40);
    inRange("drain", drain, Duration.ZERO, Duration.ofMinutes(10));
    inRange("return_within", returnWithin, Duration.ZERO, Duration.ofHours(1));
  }
}

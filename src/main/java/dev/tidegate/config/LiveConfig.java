package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sessions.
 *
 * @param heartbeat between two heartbeats of one session
 * @param pongTimeout a client silent for so long is closed
 * @param maxMessageBytes of one client message
 * @param maxSubscriptions of one session
 * @param maxDocuments watched by one session
 * @param maxInterval that a subscription may ask for
 * @param highWater bytes written to a socket but not yet sent, above which changes merge
 * @param messagesPerSecond that a client may send, over a minute's burst
 */
public record LiveConfig(
    Duration heartbeat,
    Duration pongTimeout,
    int maxMessageBytes,
    int maxSubscriptions,
    int maxDocuments,
    Duration maxInterval,
    int highWater,
    int messagesPerSecond) {
  static final LiveConfig DEFAULT = new LiveConfig(null, null, null, null, null, null, null, null);

  public LiveConfig(
      @Nullable Duration heartbeat,
      @Nullable Duration pongTimeout,
      @Nullable Integer maxMessageBytes,
      @Nullable Integer maxSubscriptions,
      @Nullable Integer maxDocuments,
      @Nullable Duration maxInterval,
      @Nullable Integer highWater,
      @Nullable Integer messagesPerSecond) {
    this.heartbeat =
        inRange(
            "heartbeat",
            heartbeat,
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(15));
    this.pongTimeout =
        inRange(
            "pong_timeout",
            pongTimeout,
            Duration.ofSeconds(60),
            Duration.ofMillis(200),
            Duration.ofHours(1));
    this.maxMessageBytes =
        inRange("max_message_bytes", maxMessageBytes, 256 << 10, 1_024, 16 << 20);
    this.maxSubscriptions = inRange("max_subscriptions", maxSubscriptions, 1_000, 1, 1_000_000);
    this.maxDocuments = inRange("max_documents", maxDocuments, 10_000, 1, 1_000_000);
    this.maxInterval =
        inRange(
            "max_interval",
            maxInterval,
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofHours(24));
    this.highWater = inRange("high_water", highWater, 64 << 10, 4 << 10, 16 << 20);
    this.messagesPerSecond = inRange("messages_per_second", messagesPerSecond, 100, 1, 1_000_000);
  }
}

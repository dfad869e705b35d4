package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;
import static dev.tidegate.config.Checks.orDefault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The store.
 *
 * @param url {@code redis://} or {@code rediss://}; {@code null} to start an embedded one
 * @param prefix begins every key
 * @param shards of the store; can't change once it holds something
 * @param logLength entries kept at least of each shard's change log
 * @param logAge change-log entries older than this may be trimmed
 * @param idempotencyTtl how long answers are remembered under their keys
 */
public record RedisConfig(
    @Nullable String url,
    String prefix,
    int shards,
    Duration commandTimeout,
    int maxInFlight,
    int logLength,
    Duration logAge,
    Duration idempotencyTtl) {
  static final RedisConfig DEFAULT =
      new RedisConfig(null, null, null, null, null, null, null, null);

  public RedisConfig(
      @Nullable String url,
      @Nullable String prefix,
      @Nullable Integer shards,
      @Nullable Duration commandTimeout,
      @Nullable Integer maxInFlight,
      @Nullable Integer logLength,
      @Nullable Duration logAge,
      @Nullable Duration idempotencyTtl) {
    this.url = url;
    this.prefix = orDefault(prefix, "tidegate");
    this.shards = inRange("shards", shards, 8, 1, 256);
    this.commandTimeout =
        inRange(
            "command_timeout",
            commandTimeout,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1));
    this.maxInFlight = inRange("max_in_flight", maxInFlight, 8_192, 16, 1_000_000);
    this.logLength = inRange("log_length", logLength, 200_000, 100, 100_000_000);
    this.logAge =
        inRange(
            "log_age",
            logAge,
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            Duration.ofHours(8_760));
    this.idempotencyTtl =
        inRange(
            "idempotency_ttl",
            idempotencyTtl,
            Duration.ofHours(2),
            Duration.ofHours(1),
            Duration.ofHours(720));
    if (url != null && !url.matches("rediss?://.+")) {
      throw new IllegalArgumentException("url must begin with redis:// or rediss://");
    }
    if (!this.prefix.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("prefix must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }
}

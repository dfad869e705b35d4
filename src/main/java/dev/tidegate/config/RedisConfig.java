package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The store.
 *
 * @param url {@code redis://} or {@code rediss://}; none to start an embedded one
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
  public RedisConfig {
    inRange("shards", shards, 1, 256);
    inRange("command_timeout", commandTimeout, Duration.ofSeconds(2), Duration.ofMinutes(1));
    inRange("max_in_flight", maxInFlight, 16, 1_000_000);
    inRange("log_length", logLength, 100, 100_000_000);
    inRange("log_age", logAge, Duration.ofMinutes(1), Duration.ofDays(365));
    inRange("idempotency_ttl", idempotencyTtl, Duration.ofHours(1), Duration.ofDays(30));
    if (url != null && !url.matches("rediss?://.+")) {
      throw new IllegalArgumentException("url: must begin with redis:// or rediss://");
    }
    if (!prefix.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("prefix: must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }
}

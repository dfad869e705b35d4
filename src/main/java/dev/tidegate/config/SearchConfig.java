package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.time.Duration;

/**
 * Finding.
 *
 * @param refresh how long a change may take to be found
 * @param batch documents in one request of the indexer
 * @param cacheBytes of heap for answers of the index; 0 to keep none
 * @param cacheAge of an answer that nothing has altered, at most
 * @param cursorTtl how long a cursor is good for, from the page that it came with
 */
public record SearchConfig(
    Duration refresh, int batch, long cacheBytes, Duration cacheAge, Duration cursorTtl) {
  public SearchConfig {
    inRange("refresh", refresh, Duration.ofMillis(50), Duration.ofMinutes(10));
    inRange("batch", batch, 1, 10_000);
    inRange("cache_bytes", cacheBytes, 0, 1L << 40);
    inRange("cache_age", cacheAge, Duration.ZERO, Duration.ofMinutes(10));
    inRange("cursor_ttl", cursorTtl, Duration.ofSeconds(1), Duration.ofHours(24));
  }
}

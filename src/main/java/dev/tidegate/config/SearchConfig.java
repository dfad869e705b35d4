package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.time.Duration;

/**
 * Finding.
 *
 * @param refresh how long a change may take to be found
 * @param batch documents in one request of the indexer
 */
public record SearchConfig(Duration refresh, int batch) {
  public SearchConfig {
    inRange("refresh", refresh, Duration.ofMillis(50), Duration.ofMinutes(10));
    inRange("batch", batch, 1, 10_000);
  }
}

package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finding.
 *
 * @param refresh how long a change may take to be found
 * @param batch documents in one request of the indexer
 */
public record SearchConfig(Duration refresh, int batch) {
  static final SearchConfig DEFAULT = new SearchConfig(null, null);

  public SearchConfig(@Nullable Duration refresh, @Nullable Integer batch) {
    this.refresh =
        inRange(
            "refresh",
            refresh,
            Duration.ofMillis(500),
            Duration.ofMillis(50),
            Duration.ofMinutes(10));
    this.batch = inRange("batch", batch, 1_000, 1, 10_000);
  }
}

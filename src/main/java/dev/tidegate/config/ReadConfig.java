package dev.tidegate.config;

import static dev.tidegate.config.Checks.inRange;

/**
 * Reads by id.
 *
 * @param cacheBytes of heap for documents read before; 0 to ask Redis every time
 */
public record ReadConfig(long cacheBytes) {
  public ReadConfig {
    inRange("cache_bytes", cacheBytes, 0, 1L << 40);
  }
}

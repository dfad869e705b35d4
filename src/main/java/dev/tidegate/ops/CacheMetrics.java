package dev.tidegate.ops;

import dev.tidegate.read.CacheFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The near cache. */
final class CacheMetrics {
  private CacheMetrics() {}

  /**
   * Registers the metrics.
   *
   * @param cache must be referenced by the caller, because the registry refers to it weakly
   */
  static void register(MeterRegistry registry, CacheFigures cache) {
    FunctionCounter.builder("tidegate.cache.hits", cache, CacheFigures::hits)
        .description("Reads that the near cache answered")
        .register(registry);
    FunctionCounter.builder("tidegate.cache.misses", cache, CacheFigures::misses)
        .description("Reads that the near cache could not answer")
        .register(registry);
    FunctionCounter.builder("tidegate.cache.evictions", cache, CacheFigures::evictions)
        .description("Documents evicted from the near cache")
        .register(registry);
    Gauge.builder("tidegate.cache.bytes", cache, CacheFigures::bytes)
        .description("Approximate heap of the near cache")
        .register(registry);
    Gauge.builder("tidegate.cache.entries", cache, CacheFigures::entries)
        .description("Documents in the near cache")
        .register(registry);
  }
}

package dev.tidegate.ops;

import dev.tidegate.read.CacheFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The near cache. */
final class CacheMetrics {
  private CacheMetrics() {}

  /**
   * @param cache held by the caller, because the registry refers weakly to what it asks
   */
  static void register(MeterRegistry registry, CacheFigures cache) {
    FunctionCounter.builder("tidegate.cache.hits", cache, CacheFigures::hits)
        .description("Documents answered from the near cache")
        .register(registry);
    FunctionCounter.builder("tidegate.cache.misses", cache, CacheFigures::misses)
        .description("Documents that the near cache could not answer")
        .register(registry);
    FunctionCounter.builder("tidegate.cache.evictions", cache, CacheFigures::evictions)
        .description("Documents that made room for others in the near cache")
        .register(registry);
    Gauge.builder("tidegate.cache.bytes", cache, CacheFigures::bytes)
        .description("Heap that the near cache takes, about")
        .register(registry);
    Gauge.builder("tidegate.cache.entries", cache, CacheFigures::entries)
        .description("Documents in the near cache")
        .register(registry);
  }
}

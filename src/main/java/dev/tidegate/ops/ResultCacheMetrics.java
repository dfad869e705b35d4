package dev.tidegate.ops;

import dev.tidegate.searchcache.ResultCacheFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Answers of the index that are given again. */
final class ResultCacheMetrics {
  private ResultCacheMetrics() {}

  /**
   * @param cache held by the caller, because the registry refers weakly to what it asks
   */
  static void register(MeterRegistry registry, ResultCacheFigures cache) {
    FunctionCounter.builder("tidegate.search.cache.hits", cache, ResultCacheFigures::hits)
        .description("Searches and completions found in memory")
        .register(registry);
    FunctionCounter.builder("tidegate.search.cache.misses", cache, ResultCacheFigures::misses)
        .description("Searches and completions that Elasticsearch was asked")
        .register(registry);
    FunctionCounter.builder("tidegate.search.cache.collapsed", cache, ResultCacheFigures::collapsed)
        .description("Searches and completions that shared the answer to one already under way")
        .register(registry);
    FunctionCounter.builder(
            "tidegate.search.cache.invalidations", cache, ResultCacheFigures::invalidations)
        .description("Answers asked for again that a change may have altered")
        .register(registry);
    Gauge.builder("tidegate.search.cache.bytes", cache, ResultCacheFigures::bytes)
        .description("Heap that kept answers take, about")
        .register(registry);
    Gauge.builder("tidegate.search.cache.entries", cache, ResultCacheFigures::entries)
        .description("Answers kept")
        .register(registry);
  }
}

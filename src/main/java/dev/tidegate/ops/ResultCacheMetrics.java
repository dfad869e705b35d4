package dev.tidegate.ops;

import dev.tidegate.searchcache.ResultCacheFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Answers of the index that are given again. */
final class ResultCacheMetrics {
  private ResultCacheMetrics() {}

  /**
   * Registers the metrics.
   *
   * @param cache must be referenced by the caller, because the registry refers to it weakly
   */
  static void register(MeterRegistry registry, ResultCacheFigures cache) {
    FunctionCounter.builder("tidegate.search.cache.hits", cache, ResultCacheFigures::hits)
        .description("Searches and completions answered from the cache")
        .register(registry);
    FunctionCounter.builder("tidegate.search.cache.misses", cache, ResultCacheFigures::misses)
        .description("Searches and completions sent to Elasticsearch")
        .register(registry);
    FunctionCounter.builder("tidegate.search.cache.collapsed", cache, ResultCacheFigures::collapsed)
        .description("Searches and completions that shared a running request")
        .register(registry);
    FunctionCounter.builder(
            "tidegate.search.cache.invalidations", cache, ResultCacheFigures::invalidations)
        .description("Requested results that a change may have altered")
        .register(registry);
    Gauge.builder("tidegate.search.cache.bytes", cache, ResultCacheFigures::bytes)
        .description("Approximate heap of the cached results")
        .register(registry);
    Gauge.builder("tidegate.search.cache.entries", cache, ResultCacheFigures::entries)
        .description("Cached results")
        .register(registry);
  }
}

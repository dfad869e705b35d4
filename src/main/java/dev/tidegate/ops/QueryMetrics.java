package dev.tidegate.ops;

import dev.tidegate.livequery.QueryFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The live queries. */
final class QueryMetrics {
  private QueryMetrics() {}

  /**
   * @param queries held by the caller, because the registry refers weakly to what it asks
   */
  static void register(MeterRegistry registry, QueryFigures queries) {
    Gauge.builder("tidegate.queries", queries, QueryFigures::queries)
        .description("Live queries, equal ones once")
        .register(registry);
    FunctionCounter.builder("tidegate.queries.documents", queries, QueryFigures::considered)
        .description("Changed documents held against live queries")
        .register(registry);
    FunctionCounter.builder("tidegate.queries.held", queries, QueryFigures::held)
        .description("Live queries that changed documents were held against")
        .register(registry);
    FunctionCounter.builder("tidegate.queries.finds", queries, QueryFigures::finds)
        .description("Times that the index was asked for live queries")
        .register(registry);
  }
}

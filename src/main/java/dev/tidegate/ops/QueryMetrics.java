package dev.tidegate.ops;

import dev.tidegate.livequery.QueryFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The live queries. */
final class QueryMetrics {
  private QueryMetrics() {}

  /**
   * Registers the metrics.
   *
   * @param queries must be referenced by the caller, because the registry refers to it weakly
   */
  static void register(MeterRegistry registry, QueryFigures queries) {
    Gauge.builder("tidegate.queries", queries, QueryFigures::queries)
        .description("Distinct live queries")
        .register(registry);
    FunctionCounter.builder("tidegate.queries.documents", queries, QueryFigures::considered)
        .description("Changed documents evaluated for live queries")
        .register(registry);
    FunctionCounter.builder("tidegate.queries.held", queries, QueryFigures::evaluations)
        .description("Evaluations of a changed document by a live query")
        .register(registry);
    FunctionCounter.builder("tidegate.queries.finds", queries, QueryFigures::finds)
        .description("Index searches for live queries")
        .register(registry);
  }
}

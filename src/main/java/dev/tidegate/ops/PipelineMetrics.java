package dev.tidegate.ops;

import dev.tidegate.feed.FeedStatus;
import dev.tidegate.index.IndexerState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Lag of the feed and of the index. */
final class PipelineMetrics {
  private static final double MILLIS = 1_000;

  private final Supplier<@Nullable IndexerState> indexer;

  PipelineMetrics(
      MeterRegistry registry, FeedStatus feed, Supplier<@Nullable IndexerState> indexer) {
    this.indexer = indexer;
    Gauge.builder("tidegate.feed.lag.seconds", () -> feed.lagMillis() / MILLIS)
        .description("Age of the least recently confirmed shard of the log")
        .register(registry);
    Gauge.builder("tidegate.index.backlog", () -> read(IndexerState::backlog))
        .description("Documents that wait to be indexed")
        .register(registry);
    Gauge.builder("tidegate.index.lag.seconds", () -> read(s -> seconds(s.lag())))
        .description("Age of the oldest change that waits to be indexed")
        .register(registry);
    Gauge.builder("tidegate.index.refused", () -> read(IndexerState::refused))
        .description("Documents rejected by the index")
        .register(registry);
    FunctionCounter.builder("tidegate.index.documents", this, m -> m.read(IndexerState::indexed))
        .description("Documents indexed or removed by this gateway")
        .register(registry);
  }

  /** 0 before the indexer runs. */
  private double read(ToDoubleFunction<IndexerState> figure) {
    IndexerState state = indexer.get();
    return state == null ? 0 : figure.applyAsDouble(state);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}

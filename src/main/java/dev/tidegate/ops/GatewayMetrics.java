package dev.tidegate.ops;

import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.index.IndexerState;
import dev.tidegate.index.Rebuilds;
import dev.tidegate.livequery.QueryFigures;
import dev.tidegate.read.CacheFigures;
import dev.tidegate.searchcache.ResultCacheFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.internal.PlatformDependent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that {@code /metrics} shows. */
public final class GatewayMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LiveMetrics live = new LiveMetrics(registry);

  /** Referenced here, because the registry refers to it weakly. */
  @SuppressWarnings("unused")
  private final PipelineMetrics pipeline;

  private final JvmGcMetrics collector = new JvmGcMetrics();

  /**
   * Creates the metrics.
   *
   * @param indexer returns the state of the index; {@code null} before the indexer runs
   * @param rebuilds returns the progress of rebuilds; {@code null} before it is known
   */
  public GatewayMetrics(
      String version,
      FeedStatus feed,
      Supplier<@Nullable IndexerState> indexer,
      Supplier<Rebuilds.@Nullable Progress> rebuilds) {
    pipeline = new PipelineMetrics(registry, feed, indexer);
    new RebuildMetrics(rebuilds).register(registry);
    Gauge.builder("tidegate.build.info", () -> 1)
        .description("Version of the gateway")
        .tag("version", version)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    Gauge.builder("tidegate.native.buffer", PlatformDependent::usedDirectMemory)
        .description("Native memory of network buffers that the JVM does not count")
        .baseUnit("bytes")
        .register(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  /** To be asked for once a route, not once a request. */
  public RouteMetrics route(String method, String path) {
    return new RouteMetrics(registry, method, path);
  }

  /** Counts an event loop's sessions in. */
  public void add(LiveCounters loop) {
    live.add(loop);
  }

  /** Shows the near cache, which the caller holds. */
  public void add(CacheFigures cache) {
    CacheMetrics.register(registry, cache);
  }

  /** Shows the live queries, which the caller holds. */
  public void add(QueryFigures queries) {
    QueryMetrics.register(registry, queries);
  }

  /** Shows the result cache, which the caller holds. */
  public void add(ResultCacheFigures results) {
    ResultCacheMetrics.register(registry, results);
  }

  /** Shows a value that the caller holds, for example {@code tidegate.bulk.spool} in bytes. */
  public void add(String name, String unit, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).baseUnit(unit).register(registry);
  }

  /** All figures as they are now, in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}

package dev.tidegate.ops;

import dev.tidegate.index.Rebuilds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The indices being rebuilt, whichever gateway of the store does it. */
final class RebuildMetrics {
  private final Supplier<Rebuilds.@Nullable Progress> rebuilds;

  RebuildMetrics(Supplier<Rebuilds.@Nullable Progress> rebuilds) {
    this.rebuilds = rebuilds;
  }

  void register(MeterRegistry registry) {
    gauge(registry, "running", "Running index rebuilds", Rebuilds.Progress::running);
    gauge(registry, "documents", "Documents of the running rebuilds", Rebuilds.Progress::documents);
    gauge(
        registry,
        "indexed",
        "Documents indexed by the running rebuilds so far",
        Rebuilds.Progress::indexed);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<Rebuilds.Progress> figure) {
    Gauge.builder("tidegate.index.rebuilds." + name, () -> read(figure))
        .description(description)
        .register(registry);
  }

  /** 0 before it is known. */
  private double read(ToDoubleFunction<Rebuilds.Progress> figure) {
    Rebuilds.Progress progress = rebuilds.get();
    return progress == null ? 0 : figure.applyAsDouble(progress);
  }
}

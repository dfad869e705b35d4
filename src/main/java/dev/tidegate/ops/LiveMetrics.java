package dev.tidegate.ops;

import dev.tidegate.delivery.LiveCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** The sessions of all event loops together. */
final class LiveMetrics {
  private final List<LiveCounters> loops = new CopyOnWriteArrayList<>();

  LiveMetrics(PrometheusMeterRegistry registry) {
    registry.getPrometheusRegistry().register(new DeliveryHistogram(loops));
    Gauge.builder("tidegate.live.sessions", () -> sum(LiveCounters::sessions))
        .description("Open sessions")
        .register(registry);
    Gauge.builder("tidegate.live.documents", () -> sum(LiveCounters::documents))
        .description("Watched documents, counted once for each event loop")
        .register(registry);
    FunctionCounter.builder("tidegate.live.messages", this, m -> m.sum(LiveCounters::messages))
        .description("Messages sent to clients")
        .register(registry);
    FunctionCounter.builder("tidegate.live.updates", this, m -> m.sum(LiveCounters::updates))
        .description("Delivered changes of documents, counted once for each client")
        .register(registry);
    FunctionCounter.builder("tidegate.live.events", this, m -> m.sum(LiveCounters::events))
        .description(
            "Delivered events of subscriptions to every change, counted once for each client")
        .register(registry);
    FunctionCounter.builder("tidegate.live.merges", this, m -> m.sum(LiveCounters::merges))
        .description("Changes merged into a newer one of the same document while they waited")
        .register(registry);
    FunctionCounter.builder("tidegate.live.resumes", this, m -> m.sum(LiveCounters::resumes))
        .description("Subscriptions that resumed an earlier one")
        .register(registry);
    Gauge.builder("tidegate.live.queue.bytes", () -> sum(LiveCounters::queuedBytes))
        .description("Bytes that wait for slow clients")
        .register(registry);
    FunctionCounter.builder("tidegate.live.memory.cuts", this, m -> m.sum(LiveCounters::cuts))
        .description("Sessions ended because the waiting data of all clients reached its limit")
        .register(registry);
    for (short code : LiveCounters.closeCodes()) {
      FunctionCounter.builder("tidegate.live.closes", this, m -> m.sum(loop -> loop.closes(code)))
          .description("Sessions ended by the gateway, by close code")
          .tag("code", Short.toString(code))
          .register(registry);
    }
  }

  void add(LiveCounters loop) {
    loops.add(loop);
  }

  private double sum(ToLongFunction<LiveCounters> counter) {
    return loops.stream().mapToLong(counter).sum();
  }
}

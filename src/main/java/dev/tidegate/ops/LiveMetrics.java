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
        .description("Sessions open")
        .register(registry);
    Gauge.builder("tidegate.live.documents", () -> sum(LiveCounters::documents))
        .description("Documents watched, counted once for each event loop")
        .register(registry);
    FunctionCounter.builder("tidegate.live.messages", this, m -> m.sum(LiveCounters::messages))
        .description("Messages sent to clients")
        .register(registry);
    FunctionCounter.builder("tidegate.live.updates", this, m -> m.sum(LiveCounters::updates))
        .description("Changes of documents delivered, each to one client")
        .register(registry);
    FunctionCounter.builder("tidegate.live.events", this, m -> m.sum(LiveCounters::events))
        .description("Events of subscriptions to every change, each to one client")
        .register(registry);
    FunctionCounter.builder("tidegate.live.merges", this, m -> m.sum(LiveCounters::merges))
        .description("Changes that joined a newer one of their document while they waited")
        .register(registry);
    FunctionCounter.builder("tidegate.live.resumes", this, m -> m.sum(LiveCounters::resumes))
        .description("Subscriptions that went on where an earlier one ended")
        .register(registry);
    Gauge.builder("tidegate.live.queue.bytes", () -> sum(LiveCounters::queuedBytes))
        .description("Bytes that wait for clients that do not take what is sent")
        .register(registry);
    FunctionCounter.builder("tidegate.live.memory.cuts", this, m -> m.sum(LiveCounters::cuts))
        .description("Sessions ended because too much waited for all clients together")
        .register(registry);
    for (short code : LiveCounters.closeCodes()) {
      FunctionCounter.builder("tidegate.live.closes", this, m -> m.sum(loop -> loop.closes(code)))
          .description("Sessions that the gateway ended, by close code")
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

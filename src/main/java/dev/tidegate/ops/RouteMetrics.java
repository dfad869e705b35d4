package dev.tidegate.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The answers of one method of one route. Its meters are looked up once, when it is made. */
public final class RouteMetrics {
  private static final int CLASSES = 5;

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Counter[] byStatusClass = new Counter[CLASSES];
  private final Timer duration;

  RouteMetrics(MeterRegistry registry, String method, String route) {
    for (int i = 0; i < CLASSES; i++) {
      byStatusClass[i] =
          Counter.builder("tidegate.http.requests")
              .description("Answered requests")
              .tags("method", method, "route", route, "status", (i + 1) + "xx")
              .register(registry);
    }
    duration =
        Timer.builder("tidegate.http.request.duration")
            .description("Time from the head of a request to the end of its response")
            .tags("method", method, "route", route)
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  public void answered(int status, long nanos) {
    byStatusClass[Math.clamp(status / 100, 1, CLASSES) - 1].increment();
    duration.record(nanos, TimeUnit.NANOSECONDS);
  }
}

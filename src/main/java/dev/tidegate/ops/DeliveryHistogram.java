package dev.tidegate.ops;

import dev.tidegate.delivery.DeliveryTimes;
import dev.tidegate.delivery.LiveCounters;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.List;

/** The times of deliveries of all event loops, as one histogram. */
final class DeliveryHistogram implements Collector {
  private static final double MICROS = 1e6;

  private final List<LiveCounters> loops;

  /**
   * Creates a histogram.
   *
   * @param loops counters of the event loops; the list may grow
   */
  DeliveryHistogram(List<LiveCounters> loops) {
    this.loops = loops;
  }

  @Override
  public HistogramSnapshot collect() {
    List<Long> bounds = DeliveryTimes.boundsMicros();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i <= bounds.size(); i++) {
      int ofClass = i;
      double bound = i == bounds.size() ? Double.POSITIVE_INFINITY : bounds.get(i) / MICROS;
      buckets.bucket(bound, loops.stream().mapToLong(l -> l.times().count(ofClass)).sum());
    }
    return HistogramSnapshot.builder()
        .name("tidegate_live_delivery_seconds")
        .help(
            "Time from the commit in the store to the write to a client; for events, from the oldest commit")
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(loops.stream().mapToLong(l -> l.times().sumMicros()).sum() / MICROS)
                .build())
        .build();
  }
}

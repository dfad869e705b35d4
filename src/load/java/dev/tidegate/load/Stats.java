package dev.tidegate.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Statistics of one loop, or of all, in a span of time. Not for several threads at once. */
final class Stats {
  private static final long MOST_MICROS = 120_000_000;

  /** Counter that frequent callers can reference. */
  static final class Counter {
    private long value;

    void add(long n) {
      value += n;
    }

    long value() {
      return value;
    }
  }

  private final Map<String, Histogram> latencies = new TreeMap<>();
  private final Map<String, Counter> counts = new TreeMap<>();
  private final Map<String, Counter> errors = new TreeMap<>();

  /** Microseconds; three significant digits. */
  Histogram latency(String name) {
    return latencies.computeIfAbsent(name, n -> new Histogram(1, MOST_MICROS, 3));
  }

  Counter count(String name) {
    return counts.computeIfAbsent(name, n -> new Counter());
  }

  void error(String kind) {
    errors.computeIfAbsent(kind, n -> new Counter()).add(1);
  }

  static void record(Histogram into, long micros) {
    into.recordValue(Math.max(0, Math.min(MOST_MICROS, micros)));
  }

  Map<String, Histogram> latencies() {
    return latencies;
  }

  Map<String, Counter> counts() {
    return counts;
  }

  Map<String, Counter> errors() {
    return errors;
  }

  long countOf(String name) {
    Counter counter = counts.get(name);
    return counter == null ? 0 : counter.value;
  }

  void add(Stats other) {
    other.latencies.forEach((name, histogram) -> latency(name).add(histogram));
    other.counts.forEach((name, counter) -> count(name).add(counter.value));
    other.errors.forEach(
        (name, counter) -> errors.computeIfAbsent(name, n -> new Counter()).add(counter.value));
  }

  /**
   * Returns the statistics since the last call, and resets them. References to counters stay valid.
   */
  Stats take() {
    Stats taken = new Stats();
    taken.add(this);
    latencies.values().forEach(Histogram::reset);
    counts.values().forEach(counter -> counter.value = 0);
    errors.clear();
    return taken;
  }
}

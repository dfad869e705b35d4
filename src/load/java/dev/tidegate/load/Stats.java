package dev.tidegate.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one loop, or all together, counted in some span. Not for several threads at once. */
final class Stats {
  private static final long MOST_MICROS = 120_000_000;

  /** A count that can be held where it moves often. */
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

  /** Everything since the last call, which is then forgotten here; references held stay good. */
  Stats take() {
    Stats taken = new Stats();
    taken.add(this);
    latencies.values().forEach(Histogram::reset);
    counts.values().forEach(counter -> counter.value = 0);
    errors.clear();
    return taken;
  }
}

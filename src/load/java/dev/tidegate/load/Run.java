package dev.tidegate.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One run as the main thread sees it: its phases, what was counted in them, and the verdict. */
final class Run {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;
  private static final double LEAST_SAMPLE = 0.3;

  final Knobs knobs;
  final Target target;
  final List<Loop> loops;
  final Resources resources;
  final Stats measured = new Stats();
  final Stats whole = new Stats();
  final Map<String, Double> derived = new TreeMap<>();
  final List<String> findings = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  private final ArrayNode timeline = JSON.createArrayNode();
  private Resources.Mark last;
  private Resources.@Nullable Mark begin;
  private Resources.@Nullable Mark end;
  private final long started = System.nanoTime();

  Run(Knobs knobs, Target target, List<Loop> loops) {
    this.knobs = knobs;
    this.target = target;
    this.loops = loops;
    resources = new Resources(target, loops);
    last = resources.mark();
  }

  Loop first() {
    return loops.get(0);
  }

  Loop loop(int n) {
    return loops.get(n % loops.size());
  }

  /** Prints progress to the terminal. */
  void print(String text) {
    System.err.printf("%6.1fs  %s%n", (System.nanoTime() - started) / 1e9, text);
  }

  /** Runs the load for a time, outside the measurement. */
  void warmUp(long nanos) {
    pass("warm-up", nanos, () -> false, false);
  }

  /** Measures for so long. */
  void measure(long nanos) {
    begin();
    pass("measure", nanos, () -> false, true);
    end();
  }

  void begin() {
    take();
    begin = resources.mark();
    last = begin;
  }

  void end() {
    sample("measure", true);
    end = last;
  }

  /**
   * Runs until a condition is true, or the time is over.
   *
   * @return whether the condition is true
   */
  boolean await(String what, long mostNanos, boolean measured, BooleanSupplier condition) {
    pass(what, mostNanos, condition, measured);
    return condition.getAsBoolean();
  }

  private void pass(String phase, long nanos, BooleanSupplier until, boolean counts) {
    long now = System.nanoTime();
    long over = now + nanos;
    long next = now + SECOND;
    while (now < over && !until.getAsBoolean()) {
      long wait = Math.min(Math.min(over, next) - now, SECOND / 20);
      try {
        Thread.sleep(Math.max(1, wait / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UsageException("interrupted");
      }
      now = System.nanoTime();
      if (now >= next) {
        sample(phase, counts);
        next += SECOND;
      }
    }
  }

  /** Returns the statistics since the last call. */
  private Stats take() {
    Stats taken = new Stats();
    for (Loop loop : loops) {
      taken.add(loop.call(loop.stats()::take));
    }
    whole.add(taken);
    return taken;
  }

  /** Adds what came in outside the measurement, e.g. while draining. */
  void collect() {
    take();
  }

  private void sample(String phase, boolean counts) {
    Stats taken = take();
    Resources.Mark now = resources.mark();
    double seconds = (now.nanos() - last.nanos()) / 1e9;
    if (counts) {
      measured.add(taken);
    }
    if (seconds < LEAST_SAMPLE) { // a rest: too short for rates that mean something
      last = now;
      return;
    }
    ObjectNode sample = timeline.addObject();
    sample.put("t", round((now.nanos() - started) / 1e9)).put("phase", phase);
    ObjectNode rates = sample.putObject("rates");
    taken.counts().forEach((name, counter) -> rates.put(name, round(counter.value() / seconds)));
    ObjectNode latencies = sample.putObject("latency");
    StringBuilder line = new StringBuilder(phase);
    taken
        .latencies()
        .forEach(
            (name, histogram) -> {
              if (histogram.getTotalCount() > 0) {
                latencies.set(name, percentiles(histogram));
                rates.put(name, round(histogram.getTotalCount() / seconds));
                line.append(
                    String.format(
                        "  %s %,.0f/s p50 %s p99 %s",
                        name,
                        histogram.getTotalCount() / seconds,
                        Table.micros(histogram.getValueAtPercentile(50)),
                        Table.micros(histogram.getValueAtPercentile(99))));
              }
            });
    ObjectNode cpu = sample.putObject("cpu");
    ObjectNode rss = sample.putObject("rss_mb");
    line.append("  cpu");
    now.use()
        .forEach(
            (who, use) -> {
              ProcessUse before = last.use().getOrDefault(who, use);
              double cores = (use.cpuSeconds() - before.cpuSeconds()) / seconds;
              cpu.put(who, round(cores));
              rss.put(who, use.rssKb() / 1024);
              if (use.rssKb() > 0) {
                line.append(String.format(" %s %.0f%%", who, cores * 100));
              }
            });
    if (!taken.errors().isEmpty()) {
      long errors = taken.errors().values().stream().mapToLong(Stats.Counter::value).sum();
      line.append("  errors ").append(errors);
      sample.put("errors", errors);
    }
    last = now;
    print(line.toString());
  }

  private static ObjectNode percentiles(Histogram histogram) {
    return JSON.createObjectNode()
        .put("p50", histogram.getValueAtPercentile(50))
        .put("p99", histogram.getValueAtPercentile(99))
        .put("max", histogram.getMaxValue());
  }

  ArrayNode timeline() {
    return timeline;
  }

  /** Of the measurement; 0 before it ended. */
  double seconds() {
    return begin == null || end == null ? 0 : (end.nanos() - begin.nanos()) / 1e9;
  }

  /** CPU seconds that someone used in the measurement. */
  double cpu(String who) {
    ProcessUse zero = new ProcessUse(0, 0);
    return begin == null || end == null
        ? 0
        : end.use().getOrDefault(who, zero).cpuSeconds()
            - begin.use().getOrDefault(who, zero).cpuSeconds();
  }

  long rssKb(String who) {
    return last.use().getOrDefault(who, new ProcessUse(0, 0)).rssKb();
  }

  /** The busiest loop's share of a core in the measurement. */
  double busiestLoop() {
    return begin == null || end == null || seconds() == 0
        ? 0
        : (end.busiestLoop() - begin.busiestLoop()) / seconds();
  }

  /** The share of this machine's CPU time that nobody used in the measurement. */
  double idleShare() {
    return begin == null || end == null || end.all() == begin.all()
        ? 1
        : (end.idle() - begin.idle()) / (end.all() - begin.all());
  }

  /** CPU cores that neither the servers nor the harness used in the measurement. */
  double othersCores() {
    if (begin == null || end == null || seconds() == 0) {
      return 0;
    }
    double busy = end.all() - end.idle() - begin.all() + begin.idle();
    double ours = begin.use().keySet().stream().mapToDouble(this::cpu).sum();
    return Math.max(0, (busy - ours) / seconds());
  }

  /** CPU microseconds an operation, by who, under that name. */
  void deriveCpu(String operation, long operations) {
    if (operations > 0) {
      for (String who : List.of("gateway", "redis", "elasticsearch", "harness")) {
        if (cpu(who) > 0) {
          derived.put(who + " cpu us per " + operation, cpu(who) * 1e6 / operations);
        }
      }
    }
  }

  static double round(double value) {
    return Math.abs(value) >= 100 ? Math.rint(value) : Math.rint(value * 1000) / 1000;
  }
}

package dev.tidegate.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A run as one JSON object: what the table, the report and a comparison are made from. */
final class Result {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double[] PLOTTED = {
    0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999, 100
  };

  private Result() {}

  static ObjectNode of(String scenario, Run run, Instant started) {
    ObjectNode result = JSON.createObjectNode();
    result.put("scenario", scenario).put("target", run.target.host());
    result.put("started", started.toString()).put("seconds", run.seconds());
    result.set("knobs", JSON.valueToTree(run.knobs.all()));
    result.set("machine", JSON.valueToTree(Machine.describe(run.target, run.resources.servers())));
    double seconds = Math.max(run.seconds(), 1e-9);
    ObjectNode latencies = result.putObject("latency");
    run.measured
        .latencies()
        .forEach(
            (name, histogram) -> {
              if (histogram.getTotalCount() > 0) {
                latencies.set(name, latency(histogram, seconds));
              }
            });
    ObjectNode counts = result.putObject("counts");
    run.measured
        .counts()
        .forEach(
            (name, counter) ->
                counts
                    .putObject(name)
                    .put("count", counter.value())
                    .put("rate", Run.round(counter.value() / seconds)));
    ObjectNode processes = result.putObject("processes");
    for (String who : List.of("gateway", "redis", "elasticsearch", "harness")) {
      processes
          .putObject(who)
          .put("cpu_s", Run.round(run.cpu(who)))
          .put("cores", Run.round(run.cpu(who) / seconds))
          .put("rss_mb", run.rssKb(who) / 1024);
    }
    bottleneck(run, result);
    result.set("derived", JSON.valueToTree(run.derived));
    ObjectNode errors = result.putObject("errors");
    run.whole.errors().forEach((name, counter) -> errors.put(name, counter.value()));
    ArrayNode notes = result.putArray("notes");
    run.notes.forEach(notes::add);
    ArrayNode findings = result.putArray("findings");
    run.findings.forEach(findings::add);
    result.put("passed", run.findings.isEmpty());
    result.set("timeline", run.timeline());
    return result;
  }

  private static void bottleneck(Run run, ObjectNode result) {
    boolean harness = run.busiestLoop() > 0.85;
    result
        .putObject("bottleneck")
        .put("harness_loop", Run.round(run.busiestLoop()))
        .put("others_cores", Run.round(run.othersCores()))
        .put("machine_idle", Run.round(run.idleShare()))
        .put("harness", harness)
        .put("machine", run.idleShare() < 0.05);
    if (harness) {
      run.notes.add(
          String.format(
              "the harness was the bottleneck: its busiest loop used %.0f%% of a core; try --threads",
              run.busiestLoop() * 100));
    }
    if (run.idleShare() < 0.05) {
      run.notes.add("this machine had no CPU time left: the processes took it from each other");
    }
    if (run.target.isLocal() && run.othersCores() > 0.1) {
      run.notes.add(
          String.format("other processes here used %.2f cores meanwhile", run.othersCores()));
    }
  }

  private static ObjectNode latency(Histogram histogram, double seconds) {
    ObjectNode latency =
        JSON.createObjectNode()
            .put("count", histogram.getTotalCount())
            .put("rate", Run.round(histogram.getTotalCount() / seconds))
            .put("mean", Run.round(histogram.getMean()))
            .put("p50", histogram.getValueAtPercentile(50))
            .put("p90", histogram.getValueAtPercentile(90))
            .put("p99", histogram.getValueAtPercentile(99))
            .put("p999", histogram.getValueAtPercentile(99.9))
            .put("max", histogram.getMaxValue());
    ArrayNode points = latency.putArray("percentiles");
    for (double percentile : PLOTTED) {
      points.addArray().add(percentile).add(histogram.getValueAtPercentile(percentile));
    }
    return latency;
  }
}

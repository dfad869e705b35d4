package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Medians of two series of runs, and their ratios: the result of one run is chance. */
final class Medians {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIGURES =
      List.of(
          "/latency/delivery/p50",
          "/latency/delivery/p99",
          "/latency/write/p50",
          "/derived/deliveries a second",
          "/derived/gateway cpu us per delivered change",
          "/bottleneck/others_cores");

  private Medians() {}

  static String of(Path a, Path b) throws IOException {
    List<JsonNode> first = results(a);
    List<JsonNode> second = results(b);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "A: %d runs of %s; B: %d runs of %s; medians%n", first.size(), a, second.size(), b));
    text.append(String.format("%-46s %12s %12s %8s%n", "", "A", "B", "A / B"));
    for (String figure : FIGURES) {
      double mine = median(first, figure);
      double others = median(second, figure);
      text.append(
          String.format(
              Locale.ROOT,
              "%-46s %,12.2f %,12.2f %8s%n",
              figure.substring(1).replace('/', ' '),
              mine,
              others,
              others == 0 ? "-" : String.format(Locale.ROOT, "%.2f", mine / others)));
    }
    long failed =
        Stream.concat(first.stream(), second.stream())
            .filter(result -> !result.path("passed").asBoolean())
            .count();
    return text + (failed == 0 ? "" : failed + " runs lost something\n");
  }

  static double median(List<JsonNode> results, String figure) {
    double[] values =
        results.stream().mapToDouble(result -> result.at(figure).asDouble()).sorted().toArray();
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  private static List<JsonNode> results(Path directory) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          results.add(JSON.readTree(Files.readString(file)));
        }
      }
    }
    if (results.isEmpty()) {
      throw new UsageException("no results in " + directory);
    }
    return results;
  }
}

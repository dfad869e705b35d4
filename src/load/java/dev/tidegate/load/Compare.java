package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Two results side by side: each figure that both have, and B over A. */
final class Compare {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Compare() {}

  static String of(Path a, Path b) throws IOException {
    JsonNode first = read(a);
    JsonNode second = read(b);
    StringBuilder text = new StringBuilder();
    head(text, "A", a, first);
    head(text, "B", b, second);
    if (!first.path("scenario").equals(second.path("scenario"))) {
      text.append("The results are of different scenarios.\n");
    }
    first
        .path("knobs")
        .properties()
        .forEach(
            knob -> {
              String other = second.path("knobs").path(knob.getKey()).asText();
              if (!knob.getValue().asText().equals(other)) {
                text.append(
                    String.format(
                        "knob %s: A %s, B %s%n", knob.getKey(), knob.getValue().asText(), other));
              }
            });
    text.append(String.format("%-46s %14s %14s %8s%n", "", "A", "B", "B / A"));
    Map<String, Double> mine = figures(first);
    Map<String, Double> others = figures(second);
    mine.forEach(
        (name, value) -> {
          Double other = others.get(name);
          if (other != null) {
            String ratio = value == 0 ? "-" : String.format("%.2f", other / value);
            text.append(String.format("%-46s %,14.2f %,14.2f %8s%n", name, value, other, ratio));
          }
        });
    return text.toString();
  }

  private static void head(StringBuilder text, String name, Path file, JsonNode result) {
    text.append(
        String.format(
            "%s: %s, %s of %s, %s, %s%n",
            name,
            file,
            result.path("scenario").asText(),
            result.path("started").asText(),
            result.path("machine").path("gateway").asText(),
            result.path("passed").asBoolean() ? "passed" : "FAILED"));
  }

  private static Map<String, Double> figures(JsonNode result) {
    Map<String, Double> figures = new TreeMap<>();
    result
        .path("latency")
        .properties()
        .forEach(
            latency -> {
              for (String part : new String[] {"rate", "p50", "p99", "p999"}) {
                String unit = part.equals("rate") ? " a second" : " " + part + " us";
                figures.put(latency.getKey() + unit, latency.getValue().path(part).asDouble());
              }
            });
    result
        .path("derived")
        .properties()
        .forEach(derived -> figures.put(derived.getKey(), derived.getValue().asDouble()));
    result
        .path("processes")
        .properties()
        .forEach(
            process -> {
              figures.put(process.getKey() + " cores", process.getValue().path("cores").asDouble());
              figures.put(
                  process.getKey() + " RSS MB", process.getValue().path("rss_mb").asDouble());
            });
    return figures;
  }

  private static JsonNode read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException("no such result: " + file);
    }
    return JSON.readTree(Files.readString(file));
  }
}

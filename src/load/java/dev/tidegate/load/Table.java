package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A result as text. */
final class Table {
  private Table() {}

  static String micros(long micros) {
    return micros < 1000
        ? micros + "us"
        : micros < 10_000
            ? String.format(Locale.ROOT, "%.2fms", micros / 1e3)
            : micros < 1_000_000
                ? String.format(Locale.ROOT, "%.0fms", micros / 1e3)
                : String.format(Locale.ROOT, "%.1fs", micros / 1e6);
  }

  static String of(JsonNode result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%n%s against %s, %.1f s%n",
            result.path("scenario").asText(),
            result.path("target").asText(),
            result.path("seconds").asDouble()));
    text.append(
        String.format(
            "%-34s %12s %10s %10s %10s %10s %10s%n",
            "latency", "count", "a second", "p50", "p99", "p99.9", "max"));
    result
        .path("latency")
        .properties()
        .forEach(
            e -> {
              JsonNode l = e.getValue();
              text.append(
                  String.format(
                      "%-34s %,12d %,10.0f %10s %10s %10s %10s%n",
                      e.getKey(),
                      l.path("count").asLong(),
                      l.path("rate").asDouble(),
                      micros(l.path("p50").asLong()),
                      micros(l.path("p99").asLong()),
                      micros(l.path("p999").asLong()),
                      micros(l.path("max").asLong())));
            });
    text.append(String.format("%-34s %12s %10s%n", "counts", "in all", "a second"));
    result
        .path("counts")
        .properties()
        .forEach(
            e ->
                text.append(
                    String.format(
                        "%-34s %,12d %,10.0f%n",
                        e.getKey(),
                        e.getValue().path("count").asLong(),
                        e.getValue().path("rate").asDouble())));
    text.append(String.format("%-34s %12s %10s%n", "processes", "cpu cores", "RSS MB"));
    result
        .path("processes")
        .properties()
        .forEach(
            e -> {
              if (e.getValue().path("rss_mb").asLong() > 0) {
                text.append(
                    String.format(
                        "%-34s %12.2f %,10d%n",
                        e.getKey(),
                        e.getValue().path("cores").asDouble(),
                        e.getValue().path("rss_mb").asLong()));
              }
            });
    result
        .path("derived")
        .properties()
        .forEach(
            e -> text.append(String.format("%-46s %,.2f%n", e.getKey(), e.getValue().asDouble())));
    result
        .path("errors")
        .properties()
        .forEach(
            e -> text.append(String.format("ERROR %,d x %s%n", e.getValue().asLong(), e.getKey())));
    result
        .path("notes")
        .forEach(
            note -> text.append("note: ").append(note.asText()).append(System.lineSeparator()));
    result
        .path("findings")
        .forEach(f -> text.append("FAILED: ").append(f.asText()).append(System.lineSeparator()));
    text.append(
            result.path("passed").asBoolean()
                ? "passed: everything that was expected arrived"
                : "FAILED")
        .append(System.lineSeparator());
    return text.toString();
  }
}

package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A result as one HTML page that refers to nothing outside itself. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(JsonNode result) {
    String title = result.path("scenario").asText() + " against " + result.path("target").asText();
    StringBuilder page = new StringBuilder(64 * 1024);
    page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
        .append(escape(title));
    page.append(
        """
        </title><style>
        body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2530;background:#fff}
        pre{background:#f4f6f8;padding:1rem;overflow-x:auto;border-radius:6px;font-size:12px}
        .passed{color:#12703c}.failed{color:#b3261e}figure{margin:0 0 1.5rem}figcaption{font-weight:600}
        svg{width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:#445}
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(30rem,1fr));gap:1rem}
        table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0;vertical-align:top}
        </style>
        """);
    boolean passed = result.path("passed").asBoolean();
    page.append("<h1>")
        .append(escape(title))
        .append("</h1><p class=\"")
        .append(passed ? "passed\">Passed" : "failed\">FAILED");
    page.append(", ").append(escape(result.path("started").asText())).append("</p>");
    page.append("<pre>")
        .append(escape(Table.of(result).strip()))
        .append("</pre><div class=\"plots\">");
    percentiles(page, result);
    latencyOverTime(page, result);
    overTime(page, result, "rates", "A second, over time", 1);
    overTime(page, result, "cpu", "CPU cores, over time", 1);
    overTime(page, result, "rss_mb", "Resident memory in MB, over time", 1);
    page.append("</div><h2>Knobs</h2>");
    facts(page, result.path("knobs"));
    page.append("<h2>Machine</h2>");
    facts(page, result.path("machine"));
    return page.append("</html>\n").toString();
  }

  private static void percentiles(StringBuilder page, JsonNode result) {
    List<Plot.Series> series = new ArrayList<>();
    result
        .path("latency")
        .properties()
        .forEach(
            latency -> {
              List<double[]> points = new ArrayList<>();
              for (JsonNode point : latency.getValue().path("percentiles")) {
                // Nines: 90 % is at 1, 99 % at 2, and so on; all of them at 5.
                double nines =
                    Math.min(5, -Math.log10(1 - Math.min(99.999, point.get(0).asDouble()) / 100));
                points.add(new double[] {nines, point.get(1).asDouble() / 1000});
              }
              series.add(new Plot.Series(latency.getKey(), points));
            });
    page.append(
        Plot.svg(
            "Latency in ms by percentile",
            series,
            true,
            List.of("0", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %")));
  }

  private static void latencyOverTime(StringBuilder page, JsonNode result) {
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (JsonNode sample : result.path("timeline")) {
      sample
          .path("latency")
          .properties()
          .forEach(
              latency -> {
                for (String part : List.of("p50", "p99")) {
                  series
                      .computeIfAbsent(latency.getKey() + " " + part, n -> new ArrayList<>())
                      .add(
                          new double[] {
                            sample.path("t").asDouble(),
                            latency.getValue().path(part).asDouble() / 1000
                          });
                }
              });
    }
    page.append(Plot.svg("Latency in ms, over time", series(series), true, List.of()));
  }

  private static void overTime(
      StringBuilder page, JsonNode result, String part, String title, double unit) {
    Set<String> names = new LinkedHashSet<>();
    result
        .path("timeline")
        .forEach(sample -> sample.path(part).properties().forEach(e -> names.add(e.getKey())));
    names.remove("bytes received");
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (JsonNode sample : result.path("timeline")) {
      for (String name : names) {
        series
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(
                new double[] {
                  sample.path("t").asDouble(), sample.path(part).path(name).asDouble() / unit
                });
      }
    }
    series.values().removeIf(points -> points.stream().allMatch(point -> point[1] == 0));
    page.append(Plot.svg(title, series(series), false, List.of()));
  }

  private static List<Plot.Series> series(Map<String, List<double[]>> points) {
    return points.entrySet().stream().map(e -> new Plot.Series(e.getKey(), e.getValue())).toList();
  }

  private static void facts(StringBuilder page, JsonNode facts) {
    page.append("<table>");
    facts
        .properties()
        .forEach(
            fact -> {
              String value =
                  fact.getValue().isValueNode()
                      ? fact.getValue().asText()
                      : fact.getValue().toString();
              page.append("<tr><td>")
                  .append(escape(fact.getKey()))
                  .append("<td>")
                  .append(escape(value));
            });
    page.append("</table>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

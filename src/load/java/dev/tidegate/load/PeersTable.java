package dev.tidegate.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The results of {@code scripts/compare/run} as one table: a row a server, a column a shape. */
final class PeersTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SHAPES = List.of("lone", "saturated", "wide", "idle", "read");

  private PeersTable() {}

  /**
   * Also written to {@code table.json} there.
   *
   * @param directory with a directory a server, and in it a directory a shape
   */
  static String of(Path directory) throws IOException {
    ObjectNode table = JSON.createObjectNode();
    for (Path server : children(directory)) {
      for (String shape : SHAPES) {
        for (Path file : children(server.resolve(shape))) {
          if (file.toString().endsWith(".json")) {
            ObjectNode row = table.withObjectProperty(server.getFileName().toString());
            row.set(shape, cell(JSON.readTree(Files.readString(file))));
          }
        }
      }
    }
    Files.write(
        directory.resolve("table.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(table));
    StringBuilder text = new StringBuilder();
    text.append(
        """
        Server CPU in us a delivered change (store beside it), deliveries a second, p50 / p99 from sending to receipt;
        KB of RSS an idle session; server CPU in us a read. ! = something got lost, - = not measured
        """);
    text.append(String.format("%-12s", ""));
    SHAPES.forEach(shape -> text.append(String.format(" | %-38s", shape)));
    text.append('\n');
    table
        .properties()
        .forEach(
            row -> {
              text.append(String.format("%-12s", row.getKey()));
              SHAPES.forEach(
                  shape -> text.append(String.format(" | %-38s", text(row.getValue().get(shape)))));
              text.append('\n');
            });
    return text.toString();
  }

  private static ObjectNode cell(JsonNode result) {
    JsonNode derived = result.path("derived");
    String operation = derived.has("requests a second") ? "request" : "delivered change";
    ObjectNode cell = JSON.createObjectNode();
    cell.put("passed", result.path("passed").asBoolean());
    put(cell, "cpu_us", derived.path("gateway cpu us per " + operation));
    put(cell, "store_cpu_us", derived.path("redis cpu us per " + operation));
    put(cell, "per_second", derived.path("deliveries a second"));
    put(cell, "per_second", derived.path("requests a second"));
    put(cell, "rss_kb_a_session", derived.path("gateway KB RSS an idle session"));
    JsonNode latency =
        result.path("latency").path(operation.equals("request") ? "get" : "delivery");
    put(cell, "p50_us", latency.path("p50"));
    put(cell, "p99_us", latency.path("p99"));
    cell.set("others_cores", result.path("bottleneck").path("others_cores"));
    return cell;
  }

  private static void put(ObjectNode cell, String name, JsonNode value) {
    if (value.isNumber()) {
      cell.put(name, Run.round(value.asDouble()));
    }
  }

  private static String text(@org.jspecify.annotations.Nullable JsonNode cell) {
    if (cell == null) {
      return "-";
    }
    String mark = cell.path("passed").asBoolean() ? "" : "!";
    if (cell.has("rss_kb_a_session")) {
      return mark + String.format(Locale.ROOT, "%.1f KB", cell.path("rss_kb_a_session").asDouble());
    }
    return mark
        + String.format(
            Locale.ROOT,
            "%.2f%s us %,.0f/s %s / %s",
            cell.path("cpu_us").asDouble(),
            cell.has("store_cpu_us")
                ? String.format(Locale.ROOT, " +%.2f", cell.path("store_cpu_us").asDouble())
                : "",
            cell.path("per_second").asDouble(),
            Table.micros(cell.path("p50_us").asLong()),
            Table.micros(cell.path("p99_us").asLong()));
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }
}

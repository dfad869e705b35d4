package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bulk writes and exports. */
@GatewayTest
class BulkIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpCalls http;

  BulkIT(GatewayServer gateway) {
    this.http = gateway.http();
  }

  @Test
  void everyLineHasItsResultInOrder() throws JsonProcessingException {
    List<JsonNode> results =
        bulk(
            """
            {"op":"put","id":"b1","doc":{"name":"one","stock":3}}

            {"op":"adjust","id":"b1","doc":{"stock":-1}}
            {"op":"put","id":"b1","doc":{"name":"again"},"rev":0}
            not json
            {"op":"fly","id":"b1"}
            {"op":"patch","id":"b1","doc":{"price":"x"}}
            {"op":"patch","id":"b9","doc":{"price":1}}
            {"op":"adjust","id":"b1","doc":{"stock":-9}}
            {"op":"delete","id":"_"}
            {"op":"put","id":"b1"}
            {"op":"delete","id":"b1"}""");
    assertThat(results.stream().map(BulkIT::outcome))
        .containsExactly(
            "b1 ok",
            "b1 ok",
            "b1 revision_mismatch",
            " invalid_json",
            "b1 invalid_line",
            "b1 invalid_document",
            "b9 not_found",
            "b1 out_of_bounds",
            "_ invalid_id",
            "b1 invalid_line",
            "b1 ok");
    assertThat(results.get(5).at("/error/errors/0/pointer").asText()).isEqualTo("/doc/price");
    assertThat(http.get("/v1/products/b1").status()).isEqualTo(404);
  }

  @Test
  void writesOfOneDocumentKeepTheirOrder() throws JsonProcessingException {
    String lines =
        IntStream.range(0, 5_000)
            .mapToObj(
                i ->
                    "{\"op\":\"put\",\"id\":\"o%d\",\"doc\":{\"name\":\"%d\"}}".formatted(i % 7, i))
            .collect(Collectors.joining("\n"));
    List<JsonNode> results = bulk(lines);
    assertThat(results).hasSize(5_000);
    for (int id = 0; id < 7; id++) {
      int last = 4_999 - Math.floorMod(4_999 - id, 7);
      assertThat(http.get("/v1/products/o" + id).json().at("/doc/name").asInt()).isEqualTo(last);
    }
  }

  @Test
  void keysOfLinesAreRemembered() throws JsonProcessingException {
    String line = "{\"op\":\"put\",\"id\":\"k\",\"key\":\"a\",\"doc\":{\"name\":\"x\"}}\n";
    List<JsonNode> results = bulk(line + line + line.replace("\"x\"", "\"y\""));
    assertThat(results.get(0)).isEqualTo(results.get(1));
    assertThat(outcome(results.get(2))).isEqualTo("k key_reused");
  }

  @Test
  void anExportHoldsEveryDocumentOnce() throws JsonProcessingException {
    String lines =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "{\"op\":\"put\",\"id\":\"u%d\",\"doc\":{\"name\":\"n\"}}".formatted(i))
            .collect(Collectors.joining("\n"));
    http.post("/v1/users/_bulk", lines);
    String[] export = http.get("/v1/users/_export").text().split("\n", -1);
    assertThat(JSON.readTree(export[0]).path("position").asText()).isNotEmpty();
    Set<String> ids = new HashSet<>();
    for (int i = 1; i < export.length - 1; i++) {
      assertThat(ids.add(JSON.readTree(export[i]).path("id").asText())).isTrue();
    }
    assertThat(ids).hasSize(3_000);
  }

  @Test
  void aLineWithoutEndIsRefused() throws JsonProcessingException {
    String lines = "{\"op\":\"put\",\"id\":\"e\",\"doc\":{\"name\":\"x\"}}\n" + "x".repeat(3 << 20);
    List<JsonNode> results = bulk(lines);
    assertThat(results.stream().map(BulkIT::outcome)).containsExactly("e ok", " too_large");
  }

  private List<JsonNode> bulk(String lines) throws JsonProcessingException {
    List<JsonNode> results = new ArrayList<>();
    for (String line : http.post("/v1/products/_bulk", lines).text().split("\n", -1)) {
      if (!line.isEmpty()) {
        results.add(JSON.readTree(line));
      }
    }
    return results;
  }

  private static String outcome(JsonNode result) {
    JsonNode error = result.get("error");
    return result.path("id").asText()
        + " "
        + (error == null && result.path("rev").asLong() > 0
            ? "ok"
            : result.at("/error/code").asText());
  }
}

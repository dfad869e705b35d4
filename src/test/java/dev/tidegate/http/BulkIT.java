package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
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
@GatewayTest(collections = {"products", "users"})
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
  void whatIsWrongWithALineIsWrongWithItAlone() throws JsonProcessingException {
    List<JsonNode> results =
        bulk(
            """
            {"op":"put","id":"w1","doc":{"name":"\\ud800"}}
            {"op":"put","id":"w2","doc":{"name":"x","tags":["a","\\udc00"]}}
            {"op":"put","id":"\\ud800","doc":{"name":"x"}}
            {"op":"put","id":"w3","doc":{"\\ud800":1,"name":"x"}}
            {"op":"put","id":"w4","doc":{"name":"x","tags":["a",1]}}
            {"op":"put","id":"w5","doc":{"name":"\\ud83d\\ude00"}}""");
    assertThat(results.stream().map(BulkIT::outcome))
        .containsExactly(
            "w1 invalid_document",
            "w2 invalid_document",
            "\ud800 invalid_id",
            "w3 invalid_json",
            "w4 invalid_document",
            "w5 ok");
    assertThat(pointer(results.get(0))).isEqualTo("/doc/name");
    assertThat(pointer(results.get(1))).isEqualTo("/doc/tags/1");
    assertThat(pointer(results.get(4))).isEqualTo("/doc/tags/1");
    assertThat(http.get("/v1/products/w5").json().at("/doc/name").asText())
        .isEqualTo("\ud83d\ude00");
  }

  @Test
  void anErrorHasTheIdThatCanBeRead() throws JsonProcessingException {
    List<JsonNode> results =
        bulk(
            """
            {"op":"put","nope":{"id":"x"},"id":"r1","doc":{"name":"x"}}
            {"op":"put","id":"r2","rev":-1,"doc":{"name":"x"}}
            {"op":5,"doc":{"id":"x"},"id":"r3"}
            {"id":"r4","op":"put","doc":{"name":"x"}
            {"op":"put","id":7,"doc":{"name":"x"}}""");
    assertThat(results.stream().map(BulkIT::outcome))
        .containsExactly(
            "r1 invalid_line",
            "r2 invalid_line",
            "r3 invalid_line",
            "r4 invalid_json",
            " invalid_line");
    assertThat(results.get(3).at("/error/detail").asText())
        .contains("end-of-input")
        .doesNotContain("Source", "Feature");
  }

  @Test
  void writesOfOneDocumentKeepTheirOrder() throws JsonProcessingException {
    String lines =
        IntStream.range(0, 5_000)
            .mapToObj(i -> json("{'op':'put','id':'o%d','doc':{'name':'%d'}}", i % 7, i))
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
    String line = json("{'op':'put','id':'k','key':'a','doc':{'name':'x'}}\n");
    List<JsonNode> results = bulk(line + line + line.replace("\"x\"", "\"y\""));
    assertThat(results.get(0)).isEqualTo(results.get(1));
    assertThat(outcome(results.get(2))).isEqualTo("k key_reused");
  }

  @Test
  void anExportHoldsEveryDocumentOnce() throws JsonProcessingException {
    String lines =
        IntStream.range(0, 3_000)
            .mapToObj(i -> json("{'op':'put','id':'u%d','doc':{'name':'n'}}", i))
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

  @Test
  void aLineThatIsTooLongIsOneErrorAndOthersFollow() throws JsonProcessingException {
    String tooLong = "{\"op\":\"put\",\"id\":\"l\",\"doc\":{\"name\":\"" + "x".repeat(3 << 20);
    String line = json("{'op':'put','id':'l%d','doc':{'name':'x'}}\n");
    List<JsonNode> results =
        bulk(
            line.formatted(1)
                + tooLong
                + "\"}}\n"
                + line.formatted(2)
                + tooLong
                + "\n\n"
                + tooLong);
    assertThat(results.stream().map(BulkIT::outcome))
        .containsExactly("l1 ok", " too_large", "l2 ok", " too_large", " too_large");
  }

  private static String pointer(JsonNode result) {
    return result.at("/error/errors/0/pointer").asText();
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

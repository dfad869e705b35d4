package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and words that are long, and dates, where searches ask for them. */
@GatewayTest
class SearchLimitsIT {
  private final GatewayServer gateway;
  private final HttpCalls http;

  SearchLimitsIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @Test
  void aValueThatNoDocumentIsFoundByIsRefused() {
    for (int length : new int[] {8_192, 32_767, 60_000}) {
      String value = "x".repeat(length);
      for (String filter : List.of(value, "!" + value, "a," + value)) {
        Answer answer = http.get("/v1/products?brand=" + filter);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("brand");
      }
      JsonNode problem = refused(json("'filter':{'brand':'%s'}", value));
      assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/query/filter/brand");
    }
    assertThat(http.get("/v1/products?brand=" + "é".repeat(8_191)).status()).isEqualTo(200);
    assertThat(refused("\"filter\":{\"brand\":\"\\ud800\"}").path("status").asInt()).isEqualTo(400);
    assertThat(refused("\"q\":\"\\ud800\"").path("status").asInt()).isEqualTo(400);
  }

  private JsonNode refused(String query) {
    try (LiveClient client = gateway.live()) {
      client.send(subscription(query));
      return client.await("error").path("problem");
    }
  }

  private static String subscription(String query) {
    return json("{'type':'subscribe','id':'s','collection':'products','query':{%s}}", query);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 128, 255, 300, 500, 1_000})
  void aLongWordIsLookedForAsItStands(int length) {
    String word = "abcdefghij".repeat(100).substring(0, length);
    String id = "long-" + length;
    http.put("/v1/products/" + id, json("{'name':'%s','category':'%s'}", word, id));
    found("category=" + id, List.of(id));
    found("category=" + id + "&q=" + word, List.of(id));
    found("category=" + id + "&q=" + word.substring(0, length - 1) + "%20", misspelt(length, id));
    assertThat(http.get("/v1/products?q=-" + word.substring(1)).status()).isEqualTo(200);
    assertThat(http.get("/v1/products/_suggest?q=" + word).status()).isEqualTo(200);
    try (LiveClient client = gateway.live()) {
      String category = "\"filter\":{\"category\":\"" + id + "\"},\"q\":\"";
      client.send(subscription(category + word.substring(0, length - 1) + " \""));
      client.awaitView(view -> misspelt(length, id).equals(view.list("s")), "as the search");
    }
  }

  /** Returns the hits of a word without its last letter: fuzzy matches of short words only. */
  private static List<String> misspelt(int length, String id) {
    return length <= 65 ? List.of(id) : List.of();
  }

  @Test
  void aDayIsADateToFilterByAsItIsToWrite() {
    String[] dates = {
      "2024-01-01", "2024-01-31T23:59:59.999Z", "2024-02-01", "2023-12-31T23:59:59Z"
    };
    for (int i = 0; i < dates.length; i++) {
      http.put(
          "/v1/products/day" + i, json("{'name':'x','category':'days','updated':'%s'}", dates[i]));
    }
    found("category=days", List.of("day0", "day1", "day2", "day3"));
    found("category=days&updated=2024-01-01..2024-01-31", List.of("day0", "day1"));
    found("category=days&updated=2024-01-31", List.of("day1"));
    found("category=days&updated=!2024-01-31", List.of("day0", "day2", "day3"));
    found("category=days&updated=2024-01-01,2024-02-01T00:00:00Z", List.of("day0", "day2"));
    found("category=days&updated=..2023-12-31", List.of("day3"));
    try (LiveClient client = gateway.live()) {
      client.send(
          subscription(
              json(
                  "'filter':{'category':'days',"
                      + "'updated':['2024-01-31','2024-02-01T00:00:00Z']}")));
      client.awaitView(view -> List.of("day1", "day2").equals(view.list("s")), "two");
      http.patch("/v1/products/day0", json("{'updated':'2024-01-31T12:00:00Z'}"));
      client.awaitView(view -> List.of("day0", "day1", "day2").equals(view.list("s")), "three");
    }
  }

  private void found(String query, List<String> ids) {
    Eventually.get(
        () -> {
          Answer answer = http.get("/v1/products?" + query);
          assertThat(answer.status()).as(answer.text()).isEqualTo(200);
          List<String> hits = new ArrayList<>();
          answer.json().path("hits").forEach(hit -> hits.add(hit.path("id").asText()));
          return hits;
        },
        ids::equals);
  }
}

package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Values that facets list, also those that are rare, absent, or hard to write. */
@GatewayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacetValuesIT {
  private static final int BRANDS = 150;

  /** Brand number n has n + 1 documents, up to this number. */
  private static final int MOST = 3;

  private static final String MANY = "/v1/products?category=many&limit=1&facets=";
  private static final List<String> ODD = List.of("", "*", "!x", "a,b", "1..2", "b\\c", "ü 😀");

  private final HttpCalls http;
  private int written;

  FacetValuesIT(GatewayServer gateway) {
    this.http = gateway.http();
  }

  @BeforeAll
  void write() {
    StringBuilder lines = new StringBuilder();
    for (int brand = 0; brand < BRANDS; brand++) {
      for (int i = 0; i < Math.min(brand + 1, MOST); i++) {
        line(lines, "many", json("'brand':'b%03d','price':%d", brand, brand));
      }
    }
    line(lines, "many", json("'badge':'new','tags':['t']"));
    line(lines, "many", json("'badge':'new','tags':[]"));
    for (String value : ODD) {
      line(lines, "odd", "\"brand\":\"" + value.replace("\\", "\\\\") + "\"");
    }
    line(lines, "odd", json("'badge':'new','brand':'*'"));
    String results = http.post("/v1/products/_bulk", lines.toString()).text();
    assertThat(results).doesNotContain("error");
    Eventually.get(
        () -> http.get("/v1/products?category=many,odd&limit=1").json().path("total").asInt(),
        total -> total == written);
  }

  private void line(StringBuilder lines, String category, String members) {
    lines.append(
        "{\"op\":\"put\",\"id\":\"facet%d\",\"doc\":{\"name\":\"x\",\"category\":\"%s\",%s}}\n"
            .formatted(written++, category, members));
  }

  private JsonNode facet(String query, String field) {
    Answer answer = http.get(query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/facets/" + field);
  }

  private static List<String> values(JsonNode facet) {
    List<String> values = new ArrayList<>();
    facet
        .path("values")
        .forEach(value -> values.add(value.path("value").asText() + ":" + value.path("count")));
    return values;
  }

  @Test
  void listsTheMostFrequentAndCountsTheOthers() {
    JsonNode facet = facet(MANY + "brand", "brand");
    // b000 has one document, b001 has two, and all others have three.
    assertThat(values(facet)).hasSize(100).startsWith("b002:3", "b003:3").endsWith("b101:3");
    assertThat(facet.path("others").asInt()).isEqualTo(BRANDS - 100);
    assertThat(facet.path("missing").asInt()).isEqualTo(2);
  }

  @Test
  void listsFilteredValuesThatAreRareOrAbsent() {
    JsonNode facet = facet(MANY + "brand&brand=b000,b149,b002,nothing", "brand");
    assertThat(values(facet))
        .hasSize(100)
        .startsWith("b002:3", "b003:3")
        .endsWith("b097:3", "b098:3", "b149:3", "b000:1", "nothing:0");
    assertThat(facet.path("others").asInt()).isEqualTo(BRANDS - 99);
    assertThat(facet.path("missing").asInt()).isEqualTo(2);
  }

  @Test
  void listsFilteredValuesThatOtherFiltersExclude() {
    JsonNode facet = facet(MANY + "brand,price&brand=b000,b120&price=118..119", "brand");
    assertThat(values(facet)).containsExactly("b118:3", "b119:3", "b000:0", "b120:0");
    assertThat(facet.path("others").asInt()).isZero();
    assertThat(facet.path("missing").asInt()).isZero();
  }

  @Test
  void listsEveryFilteredValueOfMany() {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      named.add("b%03d".formatted(i));
    }
    JsonNode facet = facet(MANY + "brand&brand=" + String.join(",", named), "brand");
    assertThat(values(facet)).hasSize(120).endsWith("b119:3", "b001:2", "b000:1");
    assertThat(facet.path("others").asInt()).isEqualTo(BRANDS - 120);
  }

  @Test
  void excludedValuesAndConditionsOnPresenceListNothingMore() {
    for (String condition : List.of("!b000", "*", "!*")) {
      JsonNode facet = facet(MANY + "brand&brand=" + condition, "brand");
      assertThat(values(facet)).hasSize(100).endsWith("b101:3");
      assertThat(facet.path("missing").asInt()).isEqualTo(2);
    }
  }

  @Test
  void countsDocumentsWithoutAValue() {
    int all = http.get(MANY + "brand").json().path("total").asInt();
    for (String field : List.of("badge", "tags", "price", "brand")) {
      JsonNode facet = facet(MANY + field, field);
      int without = http.get(MANY + "brand&" + field + "=!*").json().path("total").asInt();
      assertThat(facet.path("missing").asInt()).as(field).isEqualTo(without);
      assertThat(without).as(field).isPositive().isLessThan(all);
    }
    assertThat(values(facet(MANY + "badge&badge=old", "badge"))).containsExactly("new:2", "old:0");
    JsonNode none = facet(MANY + "price&price=!*&brand=!*", "price");
    assertThat(none.path("missing").asInt()).isEqualTo(2);
    assertThat(none.has("min")).isFalse();
  }

  @Test
  void listsValuesThatAreEscapedInTheFilter() {
    String odd = "/v1/products?category=odd&limit=1&facets=brand&badge=new&brand=";
    for (String value : ODD) {
      String escaped =
          value.replace("\\", "\\\\").replace("*", "\\*").replace(",", "\\,").replace("..", "\\..");
      if (escaped.startsWith("!")) {
        escaped = "\\" + escaped;
      }
      JsonNode facet = facet(odd + URLEncoder.encode(escaped, UTF_8), "brand");
      List<String> expected = value.equals("*") ? List.of("*:1") : List.of("*:1", value + ":0");
      assertThat(values(facet)).as(value).isEqualTo(expected);
    }
  }
}

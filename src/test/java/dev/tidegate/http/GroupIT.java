package dev.tidegate.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Grouped searches, compared with grouping the hits of the same search without groups: products in
 * groups of several sizes, and products without a value, each of which is a group of its own.
 */
@GatewayTest
class GroupIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DOCUMENTS = 90;
  private static final int ROUNDS = 300;
  private static final String LONG = "l".repeat(200);

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final Random random = new Random(20_260_731);

  GroupIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @BeforeEach
  void fill() {
    Random values = new Random(7);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      lines.append("{\"op\":\"put\",\"id\":\"g").append(i).append("\",\"doc\":{");
      lines.append("\"name\":\"").append(values.nextBoolean() ? "Green" : "Black").append(" tea ");
      lines.append(values.nextInt(20)).append('"');
      // 60 products in 20 groups; 30 products without a group.
      if (i < 60) {
        lines.append(",\"brand\":\"").append(brand(i % 20)).append('"');
      }
      if (values.nextInt(4) > 0) {
        lines.append(",\"price\":").append(values.nextInt(60));
      }
      if (values.nextInt(3) > 0) {
        lines.append(",\"category\":\"c").append(values.nextInt(4)).append('"');
      }
      lines.append(",\"tags\":[\"t").append(values.nextInt(3)).append("\",\"t4\"]");
      lines.append(",\"stock\":").append(values.nextInt(2)).append("}}\n");
    }
    http.post("/v1/products/_bulk", lines.toString());
    Eventually.get(
        () -> http.get("/v1/products?group=brand"),
        answer -> answer.status() == 200 && answer.json().path("total").asInt() == 50);
  }

  /** Two of the values differ only behind what a key contains of a value. */
  private static String brand(int number) {
    return number < 2 ? LONG + number : "b" + number;
  }

  @Test
  void pagesAndCountsAreThoseOfGroupingByHand() throws IOException {
    Set<Integer> pages = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      String field = pick("brand", "brand", "category", "badge");
      Map<String, String> filters = filters();
      String query = text(filters) + pick("", "&q=tea%20", "&q=green%20tea", "&q=tea%201");
      String sort = pick("", "&sort=price", "&sort=-price", "&sort=-name,price", "&sort=brand");
      List<JsonNode> expected = firstOfEachGroup(all(query + sort), field);
      String grouped = query + sort + "&group=" + field + "&limit=" + (4 + random.nextInt(30));
      boolean counted = random.nextInt(4) == 0;
      JsonNode first = page(grouped + (counted ? "&facets=category,tags,price" : ""));
      String asked = "round " + round + ": " + grouped;
      assertThat(first.path("total").asInt()).as(asked).isEqualTo(expected.size());
      boolean deep = random.nextInt(3) == 0;
      List<JsonNode> walked = walk(grouped, first, deep);
      assertThat(ids(walked)).as(asked + (deep ? " deep" : "")).isEqualTo(ids(expected));
      pages.add(expected.size());
      if (counted) {
        checkFacets(asked, first, query.substring(text(filters).length()), filters, field);
      }
    }
    assertThat(pages).as("different results").hasSizeGreaterThan(20);
  }

  private void checkFacets(
      String asked, JsonNode page, String query, Map<String, String> filters, String field) {
    for (String facet : List.of("category", "tags")) {
      Map<String, Set<String>> groups = new LinkedHashMap<>();
      for (JsonNode hit : all(text(without(filters, facet)) + query)) {
        JsonNode value = hit.path("doc").path(facet);
        Iterable<JsonNode> values = value.isTextual() ? List.of(value) : value;
        values.forEach(
            v -> groups.computeIfAbsent(v.asText(), x -> new HashSet<>()).add(group(hit, field)));
      }
      Map<String, Integer> counted = new HashMap<>();
      int before = Integer.MAX_VALUE;
      for (JsonNode value : page.at("/facets/" + facet + "/values")) {
        int count = value.path("count").asInt();
        assertThat(count).as(asked).isLessThanOrEqualTo(before);
        before = count;
        if (count > 0) {
          counted.put(value.path("value").asText(), count);
        }
      }
      Map<String, Integer> expected = new HashMap<>();
      groups.forEach((value, found) -> expected.put(value, found.size()));
      assertThat(counted).as(asked + " " + facet).isEqualTo(expected);
      Set<String> missing = new HashSet<>();
      all(text(without(filters, facet)) + query).stream()
          .filter(hit -> hit.path("doc").path(facet).isMissingNode())
          .forEach(hit -> missing.add(group(hit, field)));
      assertThat(page.at("/facets/" + facet + "/missing").asInt())
          .as(asked + " " + facet)
          .isEqualTo(missing.size());
    }
    List<JsonNode> priced = all(text(without(filters, "price")) + query);
    JsonNode price = page.at("/facets/price");
    for (JsonNode range : price.path("ranges")) {
      Predicate<JsonNode> inside =
          hit ->
              hit.at("/doc/price").asInt(-1) >= range.path("from").asInt()
                  && hit.at("/doc/price").asInt(-1) <= range.path("to").asInt();
      Set<String> groups = new HashSet<>();
      priced.stream().filter(inside).forEach(hit -> groups.add(group(hit, field)));
      assertThat(range.path("count").asInt()).as(asked + " " + range).isEqualTo(groups.size());
    }
    JsonNode documents = page(text(filters) + query + "&facets=price&limit=1").at("/facets/price");
    for (String figure : List.of("min", "max", "avg")) {
      assertThat(price.path(figure)).as(asked).isEqualTo(documents.path(figure));
    }
  }

  private List<JsonNode> walk(String query, JsonNode first, boolean deep) throws IOException {
    List<JsonNode> hits = new ArrayList<>();
    JsonNode page = first;
    page.path("hits").forEach(hits::add);
    while (page.has("next")) {
      String next = page.path("next").asText();
      page = page(query + "&cursor=" + (deep ? farther(next) : next));
      page.path("hits").forEach(hits::add);
    }
    return hits;
  }

  /** The same place, behind more groups than are skipped. */
  private static String farther(String cursor) throws IOException {
    ArrayNode parts = (ArrayNode) JSON.readTree(Base64.getUrlDecoder().decode(cursor));
    if (!parts.get(1).isNull()) {
      parts.set(parts.size() - 1, 9_999);
    }
    return encoded(parts);
  }

  private static String encoded(ArrayNode parts) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.toString().getBytes(UTF_8));
  }

  private static List<JsonNode> firstOfEachGroup(List<JsonNode> hits, String field) {
    Set<String> seen = new HashSet<>();
    return hits.stream().filter(hit -> seen.add(group(hit, field))).toList();
  }

  private static String group(JsonNode hit, String field) {
    JsonNode value = hit.path("doc").path(field);
    return value.isTextual() ? "value " + value.asText() : "id " + hit.path("id").asText();
  }

  private List<JsonNode> all(String query) {
    JsonNode page = page(query + "&limit=200");
    List<JsonNode> hits = new ArrayList<>();
    page.path("hits").forEach(hits::add);
    assertThat(page.path("total").asInt()).isEqualTo(hits.size());
    return hits;
  }

  private JsonNode page(String query) {
    Answer answer =
        http.get("/v1/products?relax=false&fields=brand,category,badge,tags,price" + query);
    assertThat(answer.status()).as(query + answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Map<String, String> filters() {
    Map<String, String> filters = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      filters.put("price", random.nextInt(20) + ".." + (20 + random.nextInt(40)));
    }
    if (random.nextInt(3) == 0) {
      filters.put("category", pick("c1", "!c2", "c0,c3", "!*"));
    }
    if (random.nextInt(4) == 0) {
      filters.put("tags", "t" + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      filters.put("stock", "1..");
    }
    return filters;
  }

  private static Map<String, String> without(Map<String, String> filters, String name) {
    Map<String, String> others = new LinkedHashMap<>(filters);
    others.remove(name);
    return others;
  }

  private static String text(Map<String, String> filters) {
    StringBuilder text = new StringBuilder();
    filters.forEach((name, value) -> text.append('&').append(name).append('=').append(value));
    return text.toString();
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static List<String> ids(List<JsonNode> hits) {
    return hits.stream().map(hit -> hit.path("id").asText()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "tags, 'tags' has many values",
        "price, 'price' is of type long",
        "name, 'name' is of type text",
        "updated, 'updated' is of type date",
        "nope, 'nope' is not a field",
        "\"\", '' is not a field"
      })
  void aFieldWithoutGroupsIsRejected(String field, String reason) {
    Answer answer = http.get("/v1/products?group=" + field);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("group");
    assertThat(answer.json().at("/errors/0/detail").asText()).contains(reason);
  }

  @Test
  void aCursorBelongsToItsGroup() throws IOException {
    String next = page("&group=brand&limit=5&sort=price").path("next").asText();
    JsonNode second = page("&group=brand&limit=5&sort=price&cursor=" + next);
    for (String cursor : List.of(next, second.path("next").asText())) {
      for (String other : List.of("", "&group=category")) {
        rejected("limit=5&sort=price" + other + "&cursor=" + cursor, "cursor");
      }
    }
    ArrayNode parts =
        (ArrayNode) JSON.readTree(Base64.getUrlDecoder().decode(second.path("next").asText()));
    for (String count : List.of("-1", "2147483647000", "1.5", "\"x\"", "null")) {
      parts.set(parts.size() - 1, JSON.readTree(count));
      rejected("limit=5&sort=price&group=brand&cursor=" + encoded(parts), "cursor");
    }
    rejected("group=brand&group=brand", "group");
  }

  private void rejected(String query, String parameter) {
    Answer answer = http.get("/v1/products?" + query);
    assertThat(answer.status()).as(query).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(parameter);
  }

  @Test
  void aLiveQueryCannotBeGrouped() {
    Answer answer = http.get("/v1/products/_live?group=brand");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("group");
    assertThat(answer.json().at("/errors/0/detail").asText()).contains("live query");
    try (LiveClient client = gateway.live()) {
      client.send(
          """
          {"type":"subscribe","id":"s","collection":"products","query":{"group":"brand"}}""");
      JsonNode problem = client.await("error").path("problem");
      assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/query/group");
      assertThat(problem.at("/errors/0/detail").asText()).contains("live query");
    }
  }
}

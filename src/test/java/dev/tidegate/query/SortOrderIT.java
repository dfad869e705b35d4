package dev.tidegate.query;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and keywords have one order: on pages of the index, after writes, and in live queries. */
@GatewayTest
class SortOrderIT {
  private static final List<String> ORDER =
      List.of(
          "",
          "-1",
          "\uffee",
          "1",
          "10",
          "9",
          "Apple",
          "apple",
          "e\u0301clair",
          "Éclair",
          "éclair",
          "F",
          "Istanbul",
          "İstanbul",
          "Izmir",
          "strasse",
          "Straße",
          "Zebra",
          "zebra 2",
          "ωμεγα",
          "Ωμέγα",
          "Яблоко",
          "אבג",
          "ابجد",
          "ชา",
          "ไทย",
          "あ",
          "ア",
          "一",
          "中文",
          "𠮷野家");

  private final GatewayServer gateway;
  private final HttpCalls http;

  SortOrderIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  private static String field(String sort) {
    return sort.replace("-", "");
  }

  private static List<String> expected(String sort, List<String> ascending) {
    return sort.startsWith("-") ? ascending.reversed() : ascending;
  }

  private void put(String category, String field, List<String> values) {
    StringBuilder lines = new StringBuilder();
    for (String value : values) {
      String id = category + ORDER.indexOf(value);
      String name = field.equals("name") ? "" : json(",'name':'x'");
      lines.append(
          json(
              "{'op':'put','id':'%s','doc':{'category':'%s','%s':'%s'%s}}\n",
              id, category, field, value, name));
    }
    assertThat(http.post("/v1/products/_bulk", lines.toString()).text()).doesNotContain("error");
  }

  private static List<String> shuffled() {
    List<String> values = new ArrayList<>(ORDER);
    Collections.shuffle(values, new Random(7));
    return values;
  }

  private static List<String> values(JsonNode documents, String field) {
    List<String> values = new ArrayList<>();
    documents.forEach(document -> values.add(document.at("/doc/" + field).asText()));
    return values;
  }

  /** The state of the index that pages are turned in may be a second old. */
  private void awaitWalk(String path, String field, List<String> expected) {
    Eventually.get(() -> walk(path, field), expected::equals);
  }

  private List<String> walk(String path, String field) {
    List<String> all = new ArrayList<>();
    String next = "";
    do {
      Answer page = http.get(path + (next.isEmpty() ? "" : "&cursor=" + encode(next)));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      all.addAll(values(page.json().path("hits"), field));
      next = page.json().path("next").asText();
    } while (!next.isEmpty());
    return all;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "-name", "brand", "-brand"})
  void pagesAreInOrder(String sort) {
    String category = "pages" + sort;
    put(category, field(sort), shuffled());
    String all = "/v1/products?category=" + category + "&sort=" + sort;
    // Before the index has the documents, a page has them from the writes.
    assertThat(values(http.get(all + "&limit=200").json().path("hits"), field(sort)))
        .isEqualTo(expected(sort, ORDER));
    awaitWalk(all + "&limit=4", field(sort), expected(sort, ORDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "-brand"})
  void writesTakeTheirPlacesAmongIndexedDocuments(String sort) {
    String category = "writes" + sort;
    List<String> values = shuffled();
    put(category, field(sort), values.subList(0, 15));
    String all = "/v1/products?limit=200&category=" + category + "&sort=" + sort;
    Eventually.get(() -> http.get(all).json().path("total").asInt(), n -> n == 15);
    put(category, field(sort), values.subList(15, values.size()));
    assertThat(values(http.get(all).json().path("hits"), field(sort)))
        .isEqualTo(expected(sort, ORDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "-name", "brand", "-brand"})
  void liveQueriesAreInOrder(String sort) {
    String category = "live" + sort;
    String field = field(sort);
    List<String> values = shuffled();
    put(category, field, values.subList(0, 20));
    try (LiveClient client = gateway.live()) {
      client.send(
          """
          {"type":"subscribe","id":"s","collection":"products",
           "query":{"filter":{"category":"%s"},"sort":"%s","limit":100}}
          """
              .formatted(category, sort));
      awaitOrder(client, sort, category, values.subList(0, 20));
      put(category, field, values.subList(20, values.size()));
      awaitOrder(client, sort, category, values);
      // A changed value moves to the end, and back.
      String last = json("{'%s':'𠮷野家 2'}", field);
      http.patch("/v1/products/" + category + "5", last);
      List<String> moved = new ArrayList<>(ids(category, ORDER));
      moved.remove(category + 5);
      moved.add(category + 5);
      client.awaitView(view -> expected(sort, moved).equals(view.list("s")), "" + moved);
      http.patch("/v1/products/" + category + "5", json("{'%s':'%s'}", field, ORDER.get(5)));
      awaitOrder(client, sort, category, values);
    }
  }

  private static void awaitOrder(
      LiveClient client, String sort, String category, List<String> values) {
    List<String> inOrder = ids(category, ORDER.stream().filter(values::contains).toList());
    client.awaitView(view -> expected(sort, inOrder).equals(view.list("s")), "" + inOrder);
  }

  private static List<String> ids(String category, List<String> values) {
    return values.stream().map(value -> category + ORDER.indexOf(value)).toList();
  }

  @Test
  void documentsWithoutAValueComeLast() {
    put("none", "brand", List.of("Apple", "ア", ""));
    Answer answer = http.put("/v1/products/none", json("{'category':'none','name':'x'}"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    for (String sort : List.of("brand", "-brand")) {
      List<String> sorted = new ArrayList<>(expected(sort, List.of("", "Apple", "ア")));
      sorted.add("");
      String path = "/v1/products?category=none&sort=" + sort;
      assertThat(values(http.get(path).json().path("hits"), "brand")).isEqualTo(sorted);
      awaitWalk(path + "&limit=1", "brand", sorted);
    }
  }
}

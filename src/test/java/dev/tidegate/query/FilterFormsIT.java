package dev.tidegate.query;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.testing.EventSource;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each form of a filter finds the same documents in the URL, in a live query, and in a stream. */
@GatewayTest
class FilterFormsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONG = "x".repeat(8_191);

  /** The field, the parameter's value, the condition in JSON, and the ids. */
  private record Form(String field, String text, String json, Set<String> ids) {}

  private static Form form(String field, String text, String json, String... ids) {
    return new Form(field, text, json, new TreeSet<>(List.of(ids)));
  }

  private static final List<Form> FORMS =
      List.of(
          form("brand", "*", json("{'exists':true}"), "a", "b", "d", "e", "f", "g", "h", "i"),
          form("brand", "!*", json("{'exists':false}"), "c", "j"),
          form(
              "brand",
              "*",
              json("{'not':{'exists':false}}"),
              "a",
              "b",
              "d",
              "e",
              "f",
              "g",
              "h",
              "i"),
          form("brand", "!*", json("{'not':{'exists':true}}"), "c", "j"),
          form("brand", "", "\"\"", "b"),
          form("brand", "!", json("{'not':''}"), "a", "c", "d", "e", "f", "g", "h", "i", "j"),
          form("brand", ",Acme", json("['','Acme']"), "a", "b"),
          form(
              "brand",
              "!Acme,",
              json("{'not':['','Acme']}"),
              "c",
              "d",
              "e",
              "f",
              "g",
              "h",
              "i",
              "j"),
          form("brand", "\\*", "\"*\"", "d"),
          form("brand", "a\\,b", "\"a,b\"", "e"),
          form("brand", "\\!x", "\"!x\"", "f"),
          form("brand", "1\\..2", "\"1..2\"", "g"),
          form("brand", "h\\\\*", "\"h\\\\*\"", "h"),
          form("price", "1..5", json("{'gte':1,'lte':5}"), "a", "b"),
          form("price", ">1..<10", json("{'gt':1,'lt':10}"), "b"),
          form("price", "1..<5", json("{'gte':1,'lt':5}"), "a"),
          form("price", ">1..", json("{'gt':1}"), "b", "c"),
          form(
              "price",
              "!1..5",
              json("{'not':{'gte':1,'lte':5}}"),
              "c",
              "d",
              "e",
              "f",
              "g",
              "h",
              "i",
              "j"),
          form(
              "price",
              "!>1..<10",
              json("{'not':{'gt':1,'lt':10}}"),
              "a",
              "c",
              "d",
              "e",
              "f",
              "g",
              "h",
              "i",
              "j"),
          form("price", "*", json("{'exists':true}"), "a", "b", "c"),
          form("tags", "*", json("{'exists':true}"), "a"),
          form("tags", "!*", json("{'exists':false}"), "b", "c", "d", "e", "f", "g", "h", "i", "j"),
          form("updated", "*", json("{'exists':true}"), "a"));

  private final GatewayServer gateway;
  private final HttpCalls http;

  FilterFormsIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  private void put(String category, String id, String rest) {
    String doc = json("{'name':'x','category':'%s'%s}", category, rest);
    assertThat(http.put("/v1/products/" + category + id, doc).status()).isEqualTo(201);
  }

  private void documents(String category) {
    put(
        category,
        "a",
        json(",'brand':'Acme','price':1,'tags':['t'],'updated':'2026-01-01T00:00:00Z'"));
    put(category, "b", json(",'brand':'','price':5"));
    put(category, "c", json(",'price':10"));
    put(category, "d", json(",'brand':'*'"));
    put(category, "e", json(",'brand':'a,b'"));
    put(category, "f", json(",'brand':'!x'"));
    put(category, "g", json(",'brand':'1..2'"));
    put(category, "h", ",\"brand\":\"h\\\\*\"");
    put(category, "i", json(",'brand':'%s'", LONG));
    put(category, "j", json(",'tags':[]"));
  }

  private static String query(String category, Form form) {
    return "category="
        + category
        + "&"
        + form.field()
        + "="
        + URLEncoder.encode(form.text(), StandardCharsets.UTF_8);
  }

  private static Set<String> suffixes(String category, JsonNode ids) {
    Set<String> suffixes = new TreeSet<>();
    ids.forEach(id -> suffixes.add(id.asText().substring(category.length())));
    return suffixes;
  }

  @Test
  void findsInTheIndexAndAmongRecentWrites() {
    documents("index");
    // The index alone counts what the page does not show.
    Eventually.get(
        () -> http.get("/v1/products?category=index&limit=1").json().path("total").asInt(),
        n -> n == 10);
    for (Form form : FORMS) {
      HttpCalls.Answer answer = http.get("/v1/products?limit=50&" + query("index", form));
      assertThat(answer.status()).as("%s %s", form, answer.text()).isEqualTo(200);
      assertThat(answer.json().path("total").asInt()).as("%s", form).isEqualTo(form.ids().size());
      assertThat(ids(answer.json().path("hits"), "index")).as("%s", form).isEqualTo(form.ids());
    }
    http.put("/v1/products/indexk", json("{'name':'x','category':'index'}"));
    assertThat(ids(http.get("/v1/products?category=index&brand=!*").json().path("hits"), "index"))
        .containsExactly("c", "j", "k");
  }

  private static Set<String> ids(JsonNode documents, String category) {
    Set<String> ids = new TreeSet<>();
    documents.forEach(hit -> ids.add(hit.path("id").asText().substring(category.length())));
    return ids;
  }

  @Test
  void watchesLive() throws Exception {
    documents("live");
    try (LiveClient client = gateway.live()) {
      Map<String, Form> forms = new TreeMap<>();
      for (Form form : FORMS) {
        String id = "f" + forms.size();
        forms.put(id, form);
        client.send(subscribe(id, form));
      }
      Map<String, Set<String>> found = new TreeMap<>();
      while (found.size() < forms.size()) {
        JsonNode last = client.await(message -> message.has("order"), "a snapshot's end");
        found.put(last.path("id").asText(), suffixes("live", last.path("order")));
      }
      forms.forEach((id, form) -> assertThat(found.get(id)).as("%s", form).isEqualTo(form.ids()));

      http.patch("/v1/products/livec", json("{'brand':'new'}"));
      List<String> moves = new ArrayList<>();
      while (!moves.containsAll(List.of("enter f0", "leave f1", "enter f2", "leave f3"))) {
        JsonNode move =
            client.await(
                message -> Set.of("enter", "leave").contains(message.path("type").asText()),
                "a move; there were " + moves);
        moves.add(move.path("type").asText() + " " + move.path("id").asText());
      }
    }
  }

  private static String subscribe(String id, Form form) throws Exception {
    ObjectNode filter = JSON.createObjectNode().put("category", "live");
    filter.set(form.field(), JSON.readTree(form.json()));
    ObjectNode message =
        JSON.createObjectNode()
            .put("type", "subscribe")
            .put("id", id)
            .put("collection", "products");
    message.putObject("query").put("limit", 50).set("filter", filter);
    return message.toString();
  }

  @Test
  void watchesAsAStream() {
    documents("stream");
    for (Form form : List.of(FORMS.get(0), FORMS.get(1), FORMS.get(4), FORMS.get(14))) {
      String path = "/v1/products/_live?limit=50&" + query("stream", form);
      try (EventSource stream = new EventSource(gateway.port(), path, "", 64 << 10)) {
        JsonNode snapshot = stream.await("snapshot");
        assertThat(suffixes("stream", snapshot.path("order"))).as("%s", form).isEqualTo(form.ids());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*%2CAcme, brand",
    "*.., price",
    "'', price",
    ">.., price",
    "'>5..<', price",
    "Acme%5C, brand",
  })
  void rejects(String value, String field) {
    HttpCalls.Answer answer =
        http.get("/v1/products?" + field + "=" + value.replace(">", "%3E").replace("<", "%3C"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"exists\":1}",
        "{\"exists\":true,\"gte\":1}",
        "{\"exists\":null}",
        "{\"not\":{\"exists\":\"yes\"}}",
      })
  void rejectsInJson(String condition) {
    try (LiveClient client = gateway.live()) {
      client.send(
          """
          {"type":"subscribe","id":"s","collection":"products","query":{"filter":{"price":%s}}}"""
              .formatted(condition));
      JsonNode problem = client.await("error").path("problem");
      assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/query/filter/price");
    }
  }
}

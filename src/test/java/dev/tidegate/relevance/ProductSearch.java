package dev.tidegate.relevance;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.relevance.Judgements.Judged;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The collection {@code products} of a gateway, searched through it and by plain queries. */
final class ProductSearch {
  private final HttpCalls http;
  private final Map<String, ObjectNode> products;
  private final PlainMatch match;
  private final PlainMatch fuzzy;
  private final PlainMatch all;

  /** Writes the products to the collection and waits until the index contains them. */
  ProductSearch(
      GatewayServer gateway, ElasticsearchServer elasticsearch, Map<String, ObjectNode> products) {
    this.http = gateway.http();
    this.products = products;
    String url = elasticsearch.url();
    String index = gateway.prefix() + "-products";
    this.match = new PlainMatch(url, index, Map.of());
    this.fuzzy = new PlainMatch(url, index, Map.of("fuzziness", "AUTO"));
    this.all = new PlainMatch(url, index, Map.of("fuzziness", "AUTO", "operator", "and"));
    fill();
  }

  /** Returns an empty table with a column for each search. */
  static RelevanceTable table() {
    return new RelevanceTable("tidegate", "match", "match, fuzzy", "all words");
  }

  /** Adds a row to the table for each query. */
  void ask(List<Judged> queries, RelevanceTable table) throws IOException, InterruptedException {
    for (Judged judged : queries) {
      String query = judged.query();
      Map<String, Integer> grades = grades(judged);
      List<String> answered = ids(query);
      table.add(
          query,
          gain(grades, answered),
          gain(grades, match.ids(query)),
          gain(grades, fuzzy.ids(query)),
          gain(grades, all.ids(query)));
      table.explain(answered.stream().map(id -> grades.get(id) + "  " + name(id)).toList());
    }
  }

  private Map<String, Integer> grades(Judged judged) {
    Map<String, Integer> grades = new HashMap<>();
    products.keySet().forEach(id -> grades.put(id, judged.grade(name(id))));
    return grades;
  }

  private String name(String id) {
    return Objects.requireNonNull(products.get(id)).path("name").asText();
  }

  private static double gain(Map<String, Integer> grades, List<String> answered) {
    return Gain.normalized(answered.stream().map(grades::get).toList(), grades.values());
  }

  private List<String> ids(String query) {
    String q = URLEncoder.encode(query, StandardCharsets.UTF_8);
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : http.get("/v1/products?limit=10&q=" + q).json().path("hits")) {
      ids.add(hit.path("id").asText());
    }
    return ids;
  }

  private void fill() {
    StringBuilder lines = new StringBuilder();
    products.forEach((id, doc) -> lines.append(json("{'op':'put','id':'%s','doc':%s}\n", id, doc)));
    assertThat(http.post("/v1/products/_bulk", lines.toString()).text())
        .doesNotContain("\"error\"");
    Eventually.get(
        () -> http.get("/v1/products?limit=1").json().path("total").asInt(),
        total -> total == products.size());
  }
}

package dev.tidegate.relevance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.relevance.Judgements.Judged;
import dev.tidegate.replay.RetailProducts;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The judged queries, asked of the gateway and of Elasticsearch as it comes. */
@GatewayTest
@ExtendWith(RealServers.class)
class RelevanceIT {
  /** What the ranking was worth when it was last changed, less what a tie may cost. */
  private static final double FLOOR = 0.86;

  private static final double MARGIN = 0.15;

  @Test
  void ranksRealProductsBetterThanPlainMatch(
      GatewayServer gateway, ElasticsearchServer elasticsearch)
      throws IOException, InterruptedException {
    Map<String, ObjectNode> products = RetailProducts.orSkip();
    HttpCalls http = gateway.http();
    fill(http, products);
    String index = gateway.prefix() + "-products";
    PlainMatch match = new PlainMatch(elasticsearch.url(), index, Map.of());
    PlainMatch fuzzy = new PlainMatch(elasticsearch.url(), index, Map.of("fuzziness", "AUTO"));
    PlainMatch all =
        new PlainMatch(elasticsearch.url(), index, Map.of("fuzziness", "AUTO", "operator", "and"));
    RelevanceTable table = new RelevanceTable("tidegate", "match", "match, fuzzy", "all words");
    for (Judged judged : Judgements.read()) {
      String query = judged.query();
      List<String> answered = ids(http, query);
      table.add(
          query,
          gain(judged, products, answered),
          gain(judged, products, match.ids(query)),
          gain(judged, products, fuzzy.ids(query)),
          gain(judged, products, all.ids(query)));
      table.explain(answered.stream().map(id -> described(judged, products, id)).toList());
    }
    table.print(System.out);
    assertThat(table.mean(0)).isGreaterThan(FLOOR).isGreaterThan(table.mean(1) + MARGIN);
    // Even with all its words wanted it does not fall behind one that is content with some.
    assertThat(table.mean(0)).isGreaterThan(table.mean(2)).isGreaterThan(table.mean(3));
  }

  private static double gain(
      Judged judged, Map<String, ObjectNode> products, List<String> answered) {
    List<Integer> all = products.values().stream().map(p -> grade(judged, p)).toList();
    return Gain.normalized(
        answered.stream().map(products::get).map(p -> grade(judged, p)).toList(), all);
  }

  private static String described(Judged judged, Map<String, ObjectNode> products, String id) {
    ObjectNode product = Objects.requireNonNull(products.get(id));
    return grade(judged, product) + "  " + product.path("name").asText();
  }

  private static int grade(Judged judged, ObjectNode product) {
    return judged.grade(product.path("name").asText().replaceAll("\\s+", " "));
  }

  private static List<String> ids(HttpCalls http, String query) {
    String q = URLEncoder.encode(query, StandardCharsets.UTF_8);
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : http.get("/v1/products?limit=10&q=" + q).json().path("hits")) {
      ids.add(hit.path("id").asText());
    }
    return ids;
  }

  private static void fill(HttpCalls http, Map<String, ObjectNode> products) {
    StringBuilder lines = new StringBuilder();
    products.forEach(
        (id, doc) -> lines.append("{\"op\":\"put\",\"id\":\"" + id + "\",\"doc\":" + doc + "}\n"));
    assertThat(http.post("/v1/products/_bulk", lines.toString()).text())
        .doesNotContain("\"error\"");
    Eventually.get(
        () -> http.get("/v1/products?limit=1").json().path("total").asInt(),
        total -> total == products.size());
  }
}

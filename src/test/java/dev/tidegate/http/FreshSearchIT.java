package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Searches after the response to a write return that write, whatever the lag of the index: here one
 * minute, by its refresh interval.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshSearchIT {
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(id -> Integer.parseInt(id.substring(1)));

  private final GatewayServer gateway;
  private final HttpCalls http;
  private final String elasticsearchUrl;
  private final String prefix;

  FreshSearchIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    elasticsearchUrl = elasticsearch.url();
    prefix = "f" + UUID.randomUUID().toString().substring(0, 8);
    gateway =
        GatewayServer.start(
            redis.url(), elasticsearch.url(), prefix, Map.of("TIDEGATE_SEARCH_REFRESH", "60s"));
    http = gateway.http();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aNewDocumentIsFoundAtOnceAndInItsPlace() {
    for (int i = 0; i < 20; i++) {
      int price = i * 7 % 20;
      put("n" + price, "Tea number", "new", price);
      assertThat(ids("category=new&sort=price"))
          .contains("n" + price)
          .isSortedAccordingTo(BY_NUMBER);
      assertThat(ids("category=new&sort=-price&limit=200")).contains("n" + price);
      assertThat(ids("q=numb&category=new&limit=200")).contains("n" + price);
      assertThat(ids("limit=200")).contains("n" + price);
    }
    assertThat(http.get("/v1/products?category=new").json().path("total").asInt()).isEqualTo(20);
    assertThat(ids("category=new&q=coffee")).isEmpty();
    http.delete("/v1/products/n3");
    assertThat(ids("category=new&limit=200")).hasSize(19).doesNotContain("n3");
  }

  @Test
  void whatComesToMatchIsFoundAtOnce() {
    put("m1", "Green tea", "moved", 1);
    assertThat(ids("category=moved&price=5..")).isEmpty();
    http.patch("/v1/products/m1", json("{'price':5}"));
    assertThat(ids("category=moved&price=5..")).containsExactly("m1");
    http.post("/v1/products/m1/adjust", json("{'price':-1}"));
    assertThat(ids("category=moved&price=5..")).isEmpty();
    assertThat(ids("category=moved&price=4")).containsExactly("m1");
    http.post("/v1/products/_bulk", json("{'op':'patch','id':'m1','doc':{'badge':'hot'}}\n"));
    assertThat(ids("category=moved&badge=hot")).containsExactly("m1");
    http.patch("/v1/products/m1", json("{'name':'Black coffee'}"));
    assertThat(ids("category=moved&q=coffee%20")).containsExactly("m1");
    assertThat(ids("category=moved&q=green%20")).isEmpty();
  }

  @Test
  void pagesHoldWhatTheIndexFindsAndWhatItLacksOnce() {
    for (int i = 0; i < 20; i += 2) {
      put("p" + i, "Tea", "paged", i);
    }
    refresh();
    http.patch("/v1/products/p4", json("{'category':'none'}"));
    http.patch("/v1/products/p2", json("{'name':'Coffee'}"));
    for (int i = 1; i < 20; i += 2) {
      put("p" + i, "Tea", "paged", i);
    }
    List<String> first = ids("category=paged&sort=price&limit=6");
    assertThat(first).containsExactly("p0", "p1", "p2", "p3", "p5", "p6");
    assertThat(ids("category=paged&q=tea%20&sort=price&limit=5"))
        .containsExactly("p0", "p1", "p3", "p5", "p6");
    assertThat(ids("category=paged&q=tea%20&limit=200")).hasSize(18).doesNotContain("p2", "p4");
    JsonNode page = http.get("/v1/products?category=paged&sort=price&limit=6").json();
    refresh();
    List<String> all = new ArrayList<>(first);
    while (page.has("next")) {
      String cursor = page.path("next").asText();
      page = http.get("/v1/products?category=paged&sort=price&limit=6&cursor=" + cursor).json();
      page.path("hits").forEach(hit -> all.add(hit.path("id").asText()));
    }
    assertThat(all)
        .hasSize(19)
        .doesNotHaveDuplicates()
        .doesNotContain("p4")
        .isSortedAccordingTo(BY_NUMBER);
  }

  @Test
  void whatASearchDropsWordsForIsFoundAtOnce() {
    for (int i = 0; i < 6; i++) {
      put("l" + i, "Red lantern", "relaxed", i);
    }
    refresh();
    put("l6", "Red lantern", "relaxed", 6);
    put("l7", "Red lantern with zebra stripes", "relaxed", 7);
    http.patch("/v1/products/l0", json("{'name':'Kettle'}"));
    String query = "category=relaxed&q=red+lantern+zebra+&limit=200";
    JsonNode page = http.get("/v1/products?" + query).json();
    assertThat(page.path("relaxed").toString()).isEqualTo(json("['zebra']"));
    assertThat(page.path("hits").findValuesAsText("id"))
        .containsExactlyInAnyOrder("l1", "l2", "l3", "l4", "l5", "l6", "l7");
    assertThat(ids(query + "&relax=false")).containsExactly("l7");
    assertThat(ids(query + "&sort=price"))
        .containsExactly("l1", "l2", "l3", "l4", "l5", "l6", "l7");
  }

  /** Refreshes the index after it has received all documents. */
  private void refresh() {
    Eventually.get(
        () -> http.get("/admin/collections/products/index").json(),
        index -> index.at("/backlog/waiting").asInt(-1) == 0);
    HttpCalls.to(URI.create(elasticsearchUrl)).post("/" + prefix + "-products/_refresh", "");
  }

  private void put(String id, String name, String category, int price) {
    http.put(
        "/v1/products/" + id,
        json("{'name':'%s','category':'%s','price':%d}", name, category, price));
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : http.get("/v1/products?" + query).json().path("hits")) {
      ids.add(hit.path("id").asText());
    }
    return ids;
  }
}

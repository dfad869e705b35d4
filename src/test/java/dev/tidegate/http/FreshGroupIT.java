package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Grouped searches after a write, while the index lags by its refresh interval of one minute. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshGroupIT {
  private final GatewayServer gateway;
  private final GatewayServer other;
  private final HttpCalls http;
  private final String elasticsearchUrl;
  private final String prefix;

  /** Each test has documents of its own. */
  private int test;

  FreshGroupIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    elasticsearchUrl = elasticsearch.url();
    prefix = "f" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> slow = Map.of("TIDEGATE_SEARCH_REFRESH", "60s");
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, slow);
    other = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, slow);
    http = gateway.http();
  }

  @BeforeEach
  void fill() {
    test++;
    Eventually.get(() -> http.get("/v1/products"), answer -> answer.status() == 200);
    // Through the other gateway: a gateway always finds its own writes.
    put(other, "a1", "A", 10);
    put(other, "a2", "A", 40);
    put(other, "a3", "A", 50);
    put(other, "b1", "B", 20);
    put(other, "b2", "B", 60);
    put(other, "n1", null, 30);
    put(other, "n2", null, 35);
    refresh();
    assertThat(ids("&sort=price")).containsExactly("a1", "b1", "n1", "n2");
  }

  @AfterAll
  void stop() {
    other.close();
    gateway.close();
  }

  @Test
  void aNewDocumentTakesThePlaceOfItsGroupIfItPrecedes() {
    put(gateway, "b3", "B", 5);
    put(gateway, "a4", "A", 45);
    put(gateway, "n3", null, 33);
    put(gateway, "c1", "C", 1);
    assertThat(ids("&sort=price")).containsExactly("c1", "b3", "a1", "n1", "n3", "n2");
    assertThat(ids("&sort=price&limit=3")).containsExactly("c1", "b3", "a1");
    // In descending order, other documents are the best ones.
    assertThat(ids("&sort=-price")).containsExactly("b2", "a3", "n2", "n3", "n1", "c1");
    // By relevance, what the index does not contain comes last, and its group has a hit already.
    assertThat(ids("&q=tea")).hasSize(6).contains("c1", "n3").doesNotContain("a4", "b3");
    pagesShowEachGroupOnce("c1", "b3", "a1", "n1", "n3", "n2");
  }

  @Test
  void anotherDocumentReplacesABestOneThatIsGone() {
    http.delete(path("a1"));
    http.delete(path("n1"));
    assertThat(ids("&sort=price")).containsExactly("a2", "b1", "n2");
    http.delete(path("a2"));
    http.delete(path("b1"));
    http.delete(path("b2"));
    assertThat(ids("&sort=price")).containsExactly("a3", "n2");
    assertThat(ids("&sort=price&limit=1")).containsExactly("a3");
    http.patch(path("a3"), json("{'name':'Coffee'}"));
    assertThat(ids("&sort=price&q=tea")).containsExactly("n2");
    assertThat(ids("&sort=price&q=coffee")).containsExactly("a3");
    pagesShowEachGroupOnce("n2", "a3");
  }

  @Test
  void aDocumentThatNoLongerMatchesIsReplaced() {
    http.patch(path("a1"), json("{'price':1000}"));
    http.patch(path("b2"), json("{'price':15}"));
    assertThat(ids("&sort=price&price=..100")).containsExactly("a2", "b2", "n1", "n2");
    http.patch(path("b1"), json("{'price':1000}"));
    http.patch(path("b2"), json("{'price':1000}"));
    assertThat(ids("&sort=price&price=..100")).containsExactly("a2", "n1", "n2");
    http.post(path("n2") + "/adjust", json("{'price':-30}"));
    assertThat(ids("&sort=price&price=..100")).contains("a2", "n1", "n2").hasSize(3);
  }

  @Test
  void aDocumentChangesItsGroup() {
    http.patch(path("a1"), json("{'brand':'B'}"));
    assertThat(ids("&sort=price")).containsExactlyInAnyOrder("a2", "a1", "n1", "n2");
    http.patch(path("a1"), json("{'brand':null}"));
    assertThat(ids("&sort=price")).containsExactlyInAnyOrder("a2", "b1", "a1", "n1", "n2");
    http.patch(path("n1"), json("{'brand':'A'}"));
    assertThat(ids("&sort=price")).contains("b1", "a1", "n2").containsAnyOf("a2", "n1").hasSize(4);
    http.patch(path("n2"), json("{'brand':'new'}"));
    assertThat(ids("&sort=price")).contains("b1", "a1", "n2").hasSize(4);
    pagesShowEachGroupOnce("a1", "b1", "n1", "n2");
  }

  @Test
  void aWriteOfAnotherGatewayIsReadFromItsRevisionOn() {
    HttpCalls elsewhere = other.http();
    long rev = elsewhere.delete(path("a1")).rev();
    assertThat(ids("&sort=price&min_rev=" + rev)).containsExactly("a2", "b1", "n1", "n2");
    rev = elsewhere.patch(path("b1"), json("{'brand':'C'}")).rev();
    // The index finds b1 as the best one of B. Its new group is found after the next refresh.
    assertThat(ids("&sort=price&min_rev=" + rev)).containsExactly("a2", "b2", "n1", "n2");
    Answer early = http.get(search() + "&sort=price&min_rev=" + (rev + 3_600_000_000L));
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("rev_not_reached");
    pagesShowEachGroupOnce("b1", "n1", "n2", "a2", "b2");
  }

  /**
   * Walks from first pages that the index answered before a refresh.
   *
   * @param refreshed the hits after the refresh
   */
  private void pagesShowEachGroupOnce(String... refreshed) {
    Map<Integer, JsonNode> first = new TreeMap<>();
    for (int limit = 1; limit < 4; limit++) {
      first.put(limit, http.get(search() + "&sort=price&limit=" + limit).json());
    }
    refresh();
    // The second page may be of a state from up to a second ago.
    first.forEach(
        (limit, page) ->
            Eventually.get(() -> walk(page, limit), walked -> walked == refreshed.length));
    Eventually.get(() -> ids("&sort=price"), List.of(refreshed)::equals);
  }

  /** Returns the number of groups, each of which is on one page. */
  private int walk(JsonNode first, int limit) {
    List<String> groups = new ArrayList<>();
    first.path("hits").forEach(hit -> groups.add(group(hit)));
    for (JsonNode page = first; page.has("next"); ) {
      page = next(page, limit);
      page.path("hits").forEach(hit -> groups.add(group(hit)));
    }
    assertThat(groups).doesNotHaveDuplicates();
    return groups.size();
  }

  private JsonNode next(JsonNode page, int limit) {
    String cursor = page.path("next").asText();
    return http.get(search() + "&sort=price&limit=" + limit + "&cursor=" + cursor).json();
  }

  private static String group(JsonNode hit) {
    JsonNode brand = hit.at("/doc/brand");
    return brand.isTextual() ? "value " + brand.asText() : "id " + hit.path("id").asText();
  }

  /** Refreshes the index after it has received all documents. */
  private void refresh() {
    Eventually.get(
        () -> http.get("/admin/collections/products/index").json(),
        index -> index.at("/backlog/waiting").asInt(-1) == 0);
    HttpCalls.to(URI.create(elasticsearchUrl)).post("/" + prefix + "-products/_refresh", "");
  }

  private void put(GatewayServer through, String id, @Nullable String brand, int price) {
    through
        .http()
        .put(
            path(id),
            "{\"name\":\"Tea\",\"category\":\"t%d\",\"price\":%d%s}"
                .formatted(test, price, brand == null ? "" : ",\"brand\":\"" + brand + '"'));
  }

  private String path(String id) {
    return "/v1/products/" + id + "-" + test;
  }

  private String search() {
    return "/v1/products?group=brand&category=t" + test;
  }

  /** Returns the ids of the hits, without the suffix of the test. */
  private List<String> ids(String query) {
    Answer answer = http.get(search() + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("hits").findValuesAsText("id").stream()
        .map(id -> id.substring(0, id.indexOf('-')))
        .toList();
  }
}

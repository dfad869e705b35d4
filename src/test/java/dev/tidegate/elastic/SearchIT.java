package dev.tidegate.elastic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.model.Collection;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Values;
import dev.tidegate.search.DirtyQueue.Backlog;
import dev.tidegate.search.DocumentIndex.Outcome;
import dev.tidegate.search.DocumentIndex.Write;
import dev.tidegate.search.Facet;
import dev.tidegate.search.Schemas;
import dev.tidegate.search.SearchPage;
import dev.tidegate.search.SearchUnavailableException;
import dev.tidegate.search.Suggestion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Indexing and searching through a real Redis and a real Elasticsearch. */
class SearchIT {
  private static Vertx vertx;
  private static RedisServer redis;
  private static ElasticsearchNode elasticsearch;

  private String prefix = "";
  private SearchStack stack;

  @BeforeAll
  static void startServers(@TempDir Path data) throws IOException {
    vertx = Vertx.vertx();
    redis = RedisServer.newRedisServer().port(freePort()).setting("save \"\"").build();
    redis.start();
    elasticsearch = new ElasticsearchNode(data);
  }

  @AfterAll
  static void stopServers() throws IOException {
    elasticsearch.close();
    redis.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void start() {
    prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    stack = start(List.of(Schemas.products()));
  }

  private SearchStack start(List<Collection> collections) {
    return new SearchStack(
        vertx,
        "redis://127.0.0.1:" + redis.ports().getFirst(),
        ElasticSettings.of(List.of(elasticsearch.uri()), prefix),
        collections);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void fill() {
    stack.put(
        "p1",
        "{'name':'Green tea set','description':'Six cups, made of glass','brand':'Acme','tags':['tea','gift'],'price':4500,'rating':4.5,'organic':true,'updated':'2026-01-01T00:00:00Z'}"
            .replace('\'', '"'));
    stack.put(
        "p2",
        "{'name':'Black tea','description':'Loose leaves from the café','brand':'Globex','tags':['tea'],'price':900,'rating':3.5,'organic':false,'updated':'2026-01-02T00:00:00Z'}"
            .replace('\'', '"'));
    stack.put(
        "p3",
        "{'name':'Coffee mug','description':'Not for tea','brand':'Acme','price':1200,'updated':'2026-01-03T00:00:00Z','extra':{'anything':[1]}}"
            .replace('\'', '"'));
    stack.put("p4", "{'name':'apple crate'}".replace('\'', '"'));
    stack.indexer.start();
    stack.settle(4);
  }

  @Test
  void findsByWords() {
    fill();
    assertThat(stack.ids("q", "tea ")).containsExactly("p2", "p1", "p3");
    assertThat(stack.ids("q", "tea green")).containsExactly("p1");
    assertThat(stack.ids("q", "\"tea set\"")).containsExactly("p1");
    assertThat(stack.ids("q", "\"set tea\"")).isEmpty();
    assertThat(stack.ids("q", "tea -glass")).containsExactly("p2", "p3");
    assertThat(stack.ids("q", "-tea")).containsExactly("p4");
    assertThat(stack.ids("q", "coff")).containsExactly("p3");
    assertThat(stack.ids("q", "cofee ")).containsExactly("p3");
    assertThat(stack.ids("q", "cafe ")).containsExactly("p2");
    assertThat(stack.ids("q", "acme mug")).containsExactly("p3");
    assertThat(stack.ids("q", "tea & set")).containsExactly("p1");
    assertThat(stack.ids("q", "nothing of the kind")).isEmpty();
  }

  @Test
  void filters() {
    fill();
    assertThat(stack.ids("brand", "Acme")).containsExactly("p1", "p3");
    assertThat(stack.ids("brand", "Acme,Globex")).containsExactly("p1", "p2", "p3");
    assertThat(stack.ids("brand", "!Acme")).containsExactly("p2", "p4");
    assertThat(stack.ids("tags", "gift")).containsExactly("p1");
    assertThat(stack.ids("price", "900..1200")).containsExactly("p2", "p3");
    assertThat(stack.ids("price", "..1199")).containsExactly("p2");
    assertThat(stack.ids("price", "!900")).containsExactly("p1", "p3", "p4");
    assertThat(stack.ids("rating", "4.5")).containsExactly("p1");
    assertThat(stack.ids("organic", "false")).containsExactly("p2");
    assertThat(stack.ids("updated", "2026-01-02T00:00:00Z..")).containsExactly("p2", "p3");
    assertThat(stack.ids("updated", "2026-01-02T01:00:00+01:00")).containsExactly("p2");
    assertThat(stack.ids("q", "tea", "brand", "Acme", "price", "2000..")).containsExactly("p1");
  }

  @Test
  void sorts() {
    fill();
    assertThat(stack.ids()).containsExactly("p1", "p2", "p3", "p4");
    assertThat(stack.ids("sort", "price")).containsExactly("p2", "p3", "p1", "p4");
    assertThat(stack.ids("sort", "-price")).containsExactly("p1", "p3", "p2", "p4");
    assertThat(stack.ids("sort", "name")).containsExactly("p4", "p2", "p3", "p1");
    assertThat(stack.ids("sort", "brand,-updated")).containsExactly("p3", "p1", "p2", "p4");
  }

  @Test
  void pagesThroughEveryOrder() {
    fill();
    for (String sort :
        List.of("name", "-name", "price", "-rating", "rating", "organic", "-updated", "brand")) {
      assertThat(walk("sort", sort, "limit", "1")).isEqualTo(stack.ids("sort", sort));
    }
    assertThat(walk("q", "tea", "limit", "2")).isEqualTo(stack.ids("q", "tea"));
    assertThat(stack.search("limit", "4").next()).isNull();
    assertThatThrownBy(() -> stack.search("cursor", "abc"))
        .hasRootCauseInstanceOf(InvalidInputException.class);
  }

  private List<String> walk(String... pairs) {
    List<String> ids = new ArrayList<>();
    SearchPage page = stack.search(pairs);
    ids.addAll(SearchStack.ids(page));
    while (page.next() != null) {
      List<String> more = new ArrayList<>(List.of(pairs));
      more.addAll(List.of("cursor", page.next()));
      page = stack.search(more.toArray(String[]::new));
      ids.addAll(SearchStack.ids(page));
    }
    return ids;
  }

  @Test
  void countsFacetsWithoutTheirOwnFilters() {
    fill();
    SearchPage page =
        stack.search(
            "facets", "brand,price,organic,updated,tags", "brand", "Acme", "price", "..2000");
    assertThat(SearchStack.ids(page)).containsExactly("p3");
    assertThat(page.total()).isEqualTo(1);
    assertThat(page.facets().keySet())
        .containsExactly("brand", "price", "organic", "updated", "tags");
    assertThat(page.facets())
        .containsEntry(
            "brand",
            new Facet.Terms(List.of(new Facet.Count("Acme", 1), new Facet.Count("Globex", 1))))
        .containsEntry("price", new Facet.Stats(1200.0, 4500.0, 2850.0))
        .containsEntry("organic", new Facet.Terms(List.of()))
        .containsEntry("tags", new Facet.Terms(List.of()))
        .containsEntry(
            "updated", new Facet.Stats(1767398400000.0, 1767398400000.0, 1767398400000.0));
    assertThat(stack.search("facets", "organic", "organic", "true").facets())
        .containsEntry(
            "organic",
            new Facet.Terms(List.of(new Facet.Count("false", 1), new Facet.Count("true", 1))));
  }

  @Test
  void highlightsAndSuggests() {
    fill();
    SearchPage page = stack.search("q", "black ", "highlight", "true");
    assertThat(page.hits().getFirst().highlight()).isEqualTo(Map.of("name", "<em>Black</em> tea"));
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "te", 10)))
        .containsExactly(new Suggestion("Black tea", "p2"), new Suggestion("Green tea set", "p1"));
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "green t", 10)))
        .containsExactly(new Suggestion("Green tea set", "p1"));
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "c", 10)))
        .extracting(Suggestion::id)
        .containsExactlyInAnyOrder("p3", "p4");
  }

  @Test
  void leavesOutWhatIsStaleAndRefillsThePage() {
    for (int i = 0; i < 40; i++) {
      stack.put("d" + (100 + i), "{\"name\":\"thing\",\"price\":" + i + "}");
    }
    stack.indexer.start();
    stack.settle(40);
    stack.on(stack.indexer::stop);
    for (int i = 0; i < 20; i++) {
      if (i % 2 == 0) {
        stack.delete("d" + (100 + i));
      } else {
        stack.put("d" + (100 + i), "{\"name\":\"thing\",\"price\":1000}");
      }
    }
    SearchPage page = stack.search("price", "..100", "sort", "price", "limit", "10");
    assertThat(SearchStack.ids(page)).first().isEqualTo("d120");
    assertThat(page.hits()).hasSize(10);
    assertThat(page.next()).isNotNull();
    assertThat(walk("price", "..100", "sort", "price", "limit", "3")).hasSize(20);
  }

  @Test
  void followsDeletionAndChange() {
    fill();
    stack.delete("p1");
    stack.put("p4", "{\"name\":\"pear crate\"}");
    stack.settle(3);
    assertThat(stack.eventually(() -> find("pear "), page -> page.total() == 1).hits()).hasSize(1);
    assertThat(stack.ids("q", "apple ")).isEmpty();
    assertThat(stack.indexer.state().refused()).isZero();
  }

  private Future<SearchPage> find(String text) {
    return stack.service.search(stack.parameters("q", text).query());
  }

  @Test
  void takesAnOlderStateForDone() {
    fill();
    Write before = new Write(stack.products, stack.read("p4"));
    stack.put("p4", "{\"name\":\"pear crate\"}");
    stack.eventually(() -> find("pear "), page -> page.total() == 1);
    assertThat(stack.on(() -> stack.elastic.index().write(List.of(before, before))))
        .containsOnly(new Outcome.Done());
    stack.put("p5", "{\"name\":\"after\"}");
    stack.settle(5);
    assertThat(stack.search("q", "pear ").total()).isEqualTo(1);
  }

  @Test
  void putsRefusedDocumentsAsideUntilTheyChange() {
    fill();
    stack.putRaw("p5", Values.of(stack.products, Map.of("price", "\"a lot\"".getBytes(UTF_8))));
    stack.eventually(() -> Future.succeededFuture(stack.indexer.state()), s -> s.refused() == 1);
    assertThat(stack.indexer.state().lastError()).isNull();
    stack.put("p5", "{\"name\":\"fine now\",\"price\":1}");
    stack.settle(5);
    stack.eventually(() -> Future.succeededFuture(stack.indexer.state()), s -> s.refused() == 0);
  }

  @Test
  void rebuildsTheIndexForAnotherSchema() {
    fill();
    stack.on(stack.indexer::stop);
    Collection changed = Schemas.without(stack.products, "rating");
    try (SearchStack other = start(List.of(changed))) {
      other.indexer.start();
      other.settle(4);
      assertThat(other.ids("q", "tea ")).containsExactly("p2", "p1", "p3");
      assertThat(other.on(other.elastic.index()::missing)).isEmpty();
    }
    assertThat(stack.on(stack.elastic.index()::missing)).containsExactly(stack.products);
  }

  @Test
  void worksOffTheBacklogWhenElasticsearchIsBack() {
    fill();
    elasticsearch.stop();
    for (int i = 0; i < 300; i++) {
      stack.put("b" + i, "{\"name\":\"backlog " + i + "\"}");
    }
    stack.delete("p4");
    assertThatThrownBy(() -> stack.search("q", "tea"))
        .hasRootCauseInstanceOf(SearchUnavailableException.class);
    stack.eventually(
        () -> Future.succeededFuture(stack.indexer.state()),
        state -> state.backlog() == 301 && state.lastError() != null && !state.lag().isZero());
    elasticsearch.start();
    stack.settle(303);
    assertThat(stack.indexer.state().lastError()).isNull();
    for (var queue : stack.queues) {
      assertThat(stack.on(queue::backlog)).isEqualTo(new Backlog(0, 0, 0));
    }
  }
}

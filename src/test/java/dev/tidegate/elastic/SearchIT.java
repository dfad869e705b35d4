package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.model.InvalidInputException;
import dev.tidegate.search.Facet;
import dev.tidegate.search.SearchPage;
import dev.tidegate.search.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searching, with documents indexed from a real Redis into a real Elasticsearch. */
class SearchIT extends SearchServers {
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
            new Facet.Terms(
                List.of(new Facet.Count("Acme", 1), new Facet.Count("Globex", 1)), 0, 0))
        .containsEntry(
            "price",
            new Facet.Stats(
                1200.0,
                4500.0,
                2850.0,
                List.of(new Facet.Range(1000, 1999, 1), new Facet.Range(4000, 4999, 1)),
                0))
        .containsEntry("organic", new Facet.Terms(List.of(), 1, 0))
        .containsEntry("tags", new Facet.Terms(List.of(), 1, 0))
        .containsEntry(
            "updated", new Facet.Stats(1767398400000.0, 1767398400000.0, 1767398400000.0, 0));
    assertThat(stack.search("facets", "organic", "organic", "true").facets())
        .containsEntry(
            "organic",
            new Facet.Terms(
                List.of(new Facet.Count("false", 1), new Facet.Count("true", 1)), 2, 0));
  }

  @Test
  void highlightsAndSuggests() {
    fill();
    SearchPage page = stack.search("q", "black ", "highlight", "true");
    assertThat(page.hits().getFirst().highlight())
        .isEqualTo(Map.of("name", List.of("<em>Black</em> tea")));
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "te", 10)))
        .containsExactly(
            new Suggestion("tea", null),
            new Suggestion("Black tea", "p2"),
            new Suggestion("Green tea set", "p1"));
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "green t", 10)))
        .containsExactly(new Suggestion("Green tea set", "p1"));
    assertThat(stack.on(() -> stack.service.suggest(stack.products, "c", 10)))
        .extracting(Suggestion::id)
        .containsExactlyInAnyOrder("p3", "p4");
  }

  @Test
  void leavesOutWhatIsStaleAndRefillsThePage() {
    for (int i = 0; i < 40; i++) {
      stack.put("d" + (100 + i), json("{'name':'thing','price':%s}", i));
    }
    stack.indexer.start();
    stack.settle(40);
    stack.on(stack.indexer::stop);
    for (int i = 0; i < 20; i++) {
      if (i % 2 == 0) {
        stack.delete("d" + (100 + i));
      } else {
        stack.put("d" + (100 + i), json("{'name':'thing','price':1000}"));
      }
    }
    SearchPage page = stack.search("price", "..100", "sort", "price", "limit", "10");
    assertThat(SearchStack.ids(page)).first().isEqualTo("d120");
    assertThat(page.hits()).hasSize(10);
    assertThat(page.next()).isNotNull();
    assertThat(walk("price", "..100", "sort", "price", "limit", "3")).hasSize(20);
  }

  @Test
  void goesOnBehindMoreStaleEntriesThanOneSearchLooksAt() {
    int stale = 2_500;
    for (int i = 0; i < stale; i++) {
      stack.put("s" + (10_000 + i), json("{'name':'thing','price':1}"));
    }
    for (int i = 0; i < 300; i++) {
      stack.put("t" + (100 + i), json("{'name':'thing','price':2}"));
    }
    stack.indexer.start();
    stack.settle(stale + 300);
    stack.on(stack.indexer::stop);
    for (int i = 0; i < stale; i++) {
      stack.put("s" + (10_000 + i), json("{'name':'thing','price':1000}"));
    }
    SearchPage thinned = stack.search("price", "..100", "sort", "price", "limit", "20");
    assertThat(thinned.hits()).isEmpty();
    assertThat(thinned.next()).isNotNull();
    assertThat(thinned.total()).isEqualTo(stale + 300);
    List<String> walked = walk("price", "..100", "sort", "price", "limit", "200");
    assertThat(walked).hasSize(300).doesNotHaveDuplicates();
    assertThat(stack.ids("price", "2..100", "limit", "200")).hasSize(200);
  }
}

package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.IndexAdministration.Report;
import dev.tidegate.index.RebuildState;
import dev.tidegate.index.Verification.Summary;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.SearchPage;
import dev.tidegate.testing.Schemas;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rebuilds of indices during normal operation. */
class RebuildIT extends SearchServers {
  private static final int DOCUMENTS = 2_000;

  @Test
  void writesAndSearchesGoOn() {
    fill();
    stack.putMany(0, DOCUMENTS);
    stack.settle(DOCUMENTS + 4);
    stack.awaitIdle();
    String former = Objects.requireNonNull(report().index());
    assertThat(stack.on(() -> stack.administration.reindex(stack.products))).isPresent();
    assertThat(stack.on(() -> stack.administration.reindex(stack.products))).isEmpty();

    Set<String> seen = new HashSet<>();
    int i = 0;
    Report report = report();
    while (!report.state().equals("idle")) {
      seen.add(report.state());
      assertThat(stack.search("limit", "1").total()).isGreaterThanOrEqualTo(DOCUMENTS + 4);
      stack.putMany(DOCUMENTS + i, 10);
      stack.put("d" + i, json("{'name':'changed meanwhile'}"));
      i += 10;
      report = report();
    }
    assertThat(seen).contains("building").doesNotContain("failed");
    assertThat(report.index()).isNotEqualTo(former);
    RebuildState rebuild = Objects.requireNonNull(report.rebuild());
    assertThat(rebuild.indexed()).isEqualTo(rebuild.documents()).isGreaterThanOrEqualTo(DOCUMENTS);
    stack.settle(DOCUMENTS + 4 + i);
    assertConsistent(stack);
    assertThat(raw().indices(prefix)).containsExactly(report.index());
    assertThat(stack.search("q", "meanwhile", "limit", "1").total()).isEqualTo(i / 10);
  }

  @Test
  void anotherGatewayGoesOnWhereOneDied() {
    fill();
    stack.putMany(0, DOCUMENTS);
    stack.settle(DOCUMENTS + 4);
    stack.awaitIdle();
    assertThat(stack.on(() -> stack.administration.reindex(stack.products))).isPresent();
    stack.eventually(
        () -> stack.administration.report(stack.products),
        report -> !report.state().equals("idle") && indexed(report) > 0);
    stack.die();
    try (SearchStack next = start(stack.products)) {
      next.indexer.start();
      next.put("after", json("{'name':'after it died'}"));
      next.settle(DOCUMENTS + 5);
      Report report = next.awaitIdle();
      assertConsistent(next);
      assertThat(raw().indices(prefix)).containsExactly(report.index());
    }
  }

  @Test
  void anIndexDeletedWhileItIsBuiltIsBegunAnew() {
    fill();
    stack.putMany(0, DOCUMENTS);
    stack.settle(DOCUMENTS + 4);
    stack.awaitIdle();
    assertThat(stack.on(() -> stack.administration.reindex(stack.products))).isPresent();
    Report begun =
        stack.eventually(
            () -> stack.administration.report(stack.products),
            report -> !report.state().equals("idle") && indexed(report) > 0);
    raw().send("DELETE", "/" + Objects.requireNonNull(begun.rebuild()).index(), null);
    stack.awaitIdle();
    stack.settle(DOCUMENTS + 4);
    assertConsistent(stack);
  }

  /** It may be searched in a moment. */
  @Test
  void anIndexBeingBuiltIsRefreshedWithTheOther() {
    fill();
    String built = stack.elastic.builder().nameOf(stack.products, "built");
    stack.on(() -> stack.elastic.builder().create(stack.products, built, "e", false));
    DocumentState document = stack.read("p1");
    stack.on(() -> stack.elastic.builder().fill(stack.products, built, List.of(document)));
    assertThat(raw().count(built)).isZero();
    stack.on(() -> stack.elastic.search().refresh(stack.products, Set.of(built, built + "-gone")));
    assertThat(raw().count(built)).isEqualTo(1);
  }

  @Test
  void theSearchedIndexDeletedByHandComesBack() {
    fill();
    String index = Objects.requireNonNull(report().index());
    raw().send("DELETE", "/" + index, null);
    stack.put("p5", json("{'name':'after'}"));
    stack.settle(5);
    assertConsistent(stack);
    assertThat(raw().indices(prefix)).doesNotContain(index).hasSize(1);
  }

  @Test
  void theFormerIndexAnswersWhatItCan() {
    stack.close();
    Collection before = Schemas.without(Schemas.products(), "rating");
    stack = start(before);
    stack.put("p1", json("{'name':'tea set','price':4500}"));
    stack.put("p2", json("{'name':'black tea','price':900}"));
    stack.indexer.start();
    stack.settle(2);
    stack.awaitIdle();
    stack.stopIndexing();
    try (SearchStack changed = stack(Schemas.products(), false)) {
      changed.on(changed.elastic.index()::examine);
      changed.indexer.start();
      changed.put("p5", json("{'name':'tea for all','price':7,'rating':5}"));
      changed.eventually(
          () -> changed.service.search(changed.parameters("price", "7").query()),
          page -> page.total() == 1);
      assertThat(changed.ids("q", "tea", "sort", "price")).containsExactly("p5", "p2", "p1");
      for (String[] query :
          new String[][] {{"rating", "5"}, {"sort", "rating"}, {"facets", "rating"}}) {
        assertThatThrownBy(() -> changed.search(query))
            .hasRootCauseInstanceOf(SearchUnavailableException.class)
            .hasMessageContaining("rating");
      }
      changed.rebuilds.start();
      SearchStack onlooker = start(Schemas.products());
      changed.eventually(
          () ->
              changed
                  .service
                  .search(changed.parameters("rating", "5").query())
                  .otherwise(failure -> null),
          page -> page != null && page.total() == 1);
      changed.awaitIdle();
      assertConsistent(changed);
      onlooker.eventually(
          () -> onlooker.administration.report(onlooker.products),
          r -> raw().indices(prefix).equals(Set.of(String.valueOf(r.index()))));
      assertThat(onlooker.ids("rating", "5")).containsExactly("p5");
      onlooker.close();
    }
  }

  @Test
  void sortKeysOfAnotherVersionAreNotCompared() {
    stack.close();
    stack = start(Schemas.without(Schemas.products(), "rating"));
    stack.put("p1", json("{'name':'Zebra','brand':'É','price':1}"));
    stack.put("p2", json("{'name':'apple','brand':'f','price':2}"));
    stack.indexer.start();
    stack.settle(2);
    stack.awaitIdle();
    stack.stopIndexing();
    forgetVersionOfSortKeys(String.valueOf(report().index()));
    try (SearchStack changed = stack(Schemas.products(), false)) {
      changed.on(changed.elastic.index()::examine);
      assertThat(changed.ids("sort", "-price")).containsExactly("p2", "p1");
      for (String sort : List.of("name", "-brand", "price,name")) {
        assertThatThrownBy(() -> changed.search("sort", sort))
            .hasRootCauseInstanceOf(SearchUnavailableException.class)
            .hasMessageContaining(sort.contains("name") ? "name" : "brand");
      }
      changed.indexer.start();
      changed.rebuilds.start();
      SearchPage page =
          changed.eventually(
              () ->
                  changed
                      .service
                      .search(changed.parameters("sort", "name").query())
                      .otherwise(failure -> null),
              Objects::nonNull);
      assertThat(SearchStack.ids(page)).containsExactly("p2", "p1");
      assertThat(changed.ids("sort", "-brand")).containsExactly("p2", "p1");
    }
  }

  /** Simulates an index of an earlier format. */
  private void forgetVersionOfSortKeys(String index) {
    String mapping = raw().send("GET", "/" + index + "/_mapping", null);
    Matcher epoch = Pattern.compile("\"epoch\":\"[^\"]*\"").matcher(mapping);
    assertThat(epoch.find()).isTrue();
    assertThat(mapping).contains("\"sort_keys\":");
    raw().send("PUT", "/" + index + "/_mapping", json("{'_meta':{%s}}", epoch.group()));
  }

  @Test
  void theFormerIndexMayHaveNoGroups() {
    stack.close();
    stack = start(Schemas.withMany(Schemas.products(), "brand"));
    stack.put("p1", json("{'name':'tea set','brand':['Acme']}"));
    stack.indexer.start();
    stack.settle(1);
    stack.awaitIdle();
    stack.stopIndexing();
    try (SearchStack changed = stack(Schemas.products(), false)) {
      changed.on(changed.elastic.index()::examine);
      changed.indexer.start();
      changed.put("p2", json("{'name':'black tea','brand':'Acme'}"));
      changed.eventually(
          () -> changed.service.search(changed.parameters("brand", "Acme").query()),
          page -> page.total() == 2);
      assertThat(changed.ids("q", "tea", "brand", "Acme")).containsExactlyInAnyOrder("p1", "p2");
      assertThatThrownBy(() -> changed.search("group", "brand"))
          .hasRootCauseInstanceOf(SearchUnavailableException.class)
          .hasMessageContaining("the groups by brand");
      changed.rebuilds.start();
      changed.eventually(
          () ->
              changed
                  .service
                  .search(changed.parameters("group", "brand").query())
                  .otherwise(failure -> null),
          page -> page != null && page.total() == 1);
      changed.awaitIdle();
    }
  }

  @Test
  void aGatewayOfTheFormerSchemaStepsAside() {
    fill();
    stack.on(stack.rebuilds::stop);
    Collection after = Schemas.without(stack.products, "rating");
    try (SearchStack other = start(after)) {
      other.indexer.start();
      stack.put("p5", json("{'name':'by the former','rating':3}"));
      other.put("p6", json("{'name':'by the new one'}"));
      // No rebuild is under way before the one for this schema, either.
      other.eventually(other::fitness, Fitness.CURRENT::equals);
      other.awaitIdle();
      other.settle(6);
      assertThat(other.on(other::backlog).refused()).isZero();
      assertConsistent(other);
    }
  }

  @Test
  void whatNoLongerFitsTheSchemaIsADeadLetter() {
    stack.close();
    stack = start(Schemas.with(Schemas.products(), "rating", FieldType.KEYWORD));
    stack.put("fits", json("{'name':'one','price':1}"));
    stack.put("not", json("{'name':'two','rating':'superb'}"));
    stack.indexer.start();
    stack.settle(2);
    stack.awaitIdle();
    stack.stopIndexing();
    try (SearchStack changed = start(Schemas.products())) {
      changed.indexer.start();
      changed.eventually(
          () -> changed.administration.report(changed.products),
          r -> r.state().equals("idle") && r.backlog().refused() == 1);
      changed.settle(1);
    }
  }

  private static long indexed(Report report) {
    RebuildState rebuild = report.rebuild();
    return rebuild == null ? 0 : rebuild.indexed();
  }

  private Report report() {
    return stack.on(() -> stack.administration.report(stack.products));
  }

  static void assertConsistent(SearchStack of) {
    Summary summary = of.verify(false);
    assertThat(summary.differences()).isZero();
    assertThat(summary.waiting() + summary.refused()).isZero();
  }
}

package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.index.DirtyQueue.Entry;
import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.index.DocumentIndex.Write;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Values;
import dev.tidegate.search.SearchPage;
import dev.tidegate.testing.Schemas;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Indexing across outages of Elasticsearch. */
class IndexerIT extends SearchServers {
  @Test
  void followsDeletionAndChange() {
    fill();
    stack.delete("p1");
    stack.put("p4", json("{'name':'pear crate'}"));
    stack.settle(3);
    assertThat(stack.eventually(() -> find("pear "), page -> page.total() == 1).hits()).hasSize(1);
    assertThat(stack.ids("q", "apple ")).isEmpty();
    assertThat(stack.on(stack::backlog).refused()).isZero();
  }

  @Test
  void takesAnOlderStateForDone() {
    fill();
    Write before = new Write(stack.products, stack.read("p4"), null);
    stack.put("p4", json("{'name':'pear crate'}"));
    stack.eventually(() -> find("pear "), page -> page.total() == 1);
    assertThat(stack.on(() -> stack.elastic.index().write(List.of(before, before))))
        .containsOnly(new Outcome.Done());
    stack.put("p5", json("{'name':'after'}"));
    stack.settle(5);
    assertThat(stack.search("q", "pear ").total()).isEqualTo(1);
  }

  /** Checks that the place in the queue shows what the index lacks, also after later changes. */
  @Test
  void aDocumentWaitsAsOfTheFirstChangeThatTheIndexLacks() {
    fill();
    stack.on(stack.indexer::stop);
    stack.put("p4", json("{'name':'pear crate'}"));
    long first = stack.read("p4").rev();
    stack.put("p4", json("{'name':'pear crate','price':1}"));
    List<Entry> waiting = new ArrayList<>();
    stack.queues.forEach(queue -> waiting.addAll(stack.on(() -> queue.take(10)).entries()));
    assertThat(waiting).containsExactly(new Entry(stack.key("p4"), first));
  }

  @Test
  void putsRefusedDocumentsAsideUntilTheyChange() {
    fill();
    stack.putRaw("p5", Values.of(stack.products, Map.of("price", "\"a lot\"".getBytes(UTF_8))));
    stack.eventually(() -> Future.succeededFuture(stack.indexer.state()), s -> s.refused() == 1);
    assertThat(stack.indexer.state().lastError()).isNull();
    stack.put("p5", json("{'name':'fine now','price':1}"));
    stack.settle(5);
    stack.awaitRefused(0);
  }

  @Test
  void rebuildsTheIndexForAnotherSchema() {
    fill();
    stack.stopIndexing();
    Collection changed = Schemas.without(stack.products, "rating");
    try (SearchStack other = start(changed)) {
      other.indexer.start();
      other.eventually(other::fitness, Fitness.CURRENT::equals);
      other.settle(4);
      assertThat(other.ids("q", "tea ")).containsExactly("p2", "p1", "p3");
    }
    assertThat(stack.on(stack::fitness)).isEqualTo(Fitness.OUTDATED);
  }

  private Future<SearchPage> find(String text) {
    return stack.service.search(stack.parameters("q", text).query());
  }
}

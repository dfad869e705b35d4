package dev.tidegate.index;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.absent;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.model.Shards;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.testing.ManualLoop;
import dev.tidegate.testing.MemoryReader;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An indexer")
class IndexerTest {
  private final ManualLoop loop = new ManualLoop();
  private final MemoryReader reader = new MemoryReader();
  private final Queue queue = new Queue();
  private final Index index = new Index();
  private final Indexer indexer =
      new Indexer(
          new IndexTools(
              loop,
              Clock.systemUTC(),
              new Catalog(List.of(ITEMS)),
              new Shards(1),
              new Store(),
              index,
              unused(IndexBuilder.class)),
          10);

  private void start() {
    indexer.start();
    loop.run();
  }

  @Test
  @DisplayName("given waiting documents, when it starts, then the index gets their current state")
  void writesCurrentStates() {
    reader.put(item("a", 5, "price", "1"));
    reader.put(absent("b", 7));
    queue.mark("a", "b");
    start();

    assertThat(index.written).containsExactly("a 5", "b 7 absent");
    assertThat(queue.waiting).isEmpty();
    assertThat(indexer.state().indexed()).isEqualTo(2);
    assertThat(indexer.state().lastError()).isNull();
  }

  @Test
  @DisplayName("given an idle indexer, when it is woken, then changes gather for 250 ms")
  void gathersChanges() {
    start();
    loop.advance(400);
    reader.put(item("a", 5, "price", "1"));
    queue.mark("a");
    indexer.wake();
    loop.run();
    assertThat(index.written).isEmpty();
    loop.advance(250);

    assertThat(index.written).containsExactly("a 5");
  }

  @Test
  @DisplayName("given an idle indexer that is not woken, then it finds changes within a second")
  void looksEverySecond() {
    start();
    reader.put(item("a", 5, "price", "1"));
    queue.mark("a");
    loop.advance(1_000);

    assertThat(index.written).containsExactly("a 5");
  }

  @Test
  @DisplayName("given an unavailable index, when it is available again, then nothing was lost")
  void backsOff() {
    reader.put(item("a", 5, "price", "1"));
    queue.mark("a");
    index.unavailable = true;
    start();
    loop.advance(2_000);
    assertThat(indexer.state().lastError()).contains("index down");
    assertThat(indexer.state().failing()).isGreaterThan(Duration.ofSeconds(1));
    assertThat(queue.waiting).containsKey(key("a"));
    index.unavailable = false;
    loop.advance(5_000);

    assertThat(index.written).containsExactly("a 5");
    assertThat(indexer.state().lastError()).isNull();
    assertThat(indexer.state().failing()).isZero();
  }

  @Test
  @DisplayName("given a document that the index rejects, then it is put aside with the reason")
  void putsRefusedDocumentsAside() {
    reader.put(item("a", 5, "price", "1"));
    reader.put(item("b", 6, "price", "1"));
    index.refused = "a";
    queue.mark("a", "b");
    start();

    assertThat(index.written).containsExactly("b 6");
    assertThat(queue.refusals).containsExactly("a: too long");
    assertThat(queue.waiting).isEmpty();
  }

  @Test
  @DisplayName("given a lease of another gateway, then it leaves the shard alone until it is free")
  void respectsLeases() {
    reader.put(item("a", 5, "price", "1"));
    queue.mark("a");
    queue.leasedByAnother = true;
    start();
    loop.advance(3_000);
    assertThat(index.written).isEmpty();
    queue.leasedByAnother = false;
    loop.advance(2_000);

    assertThat(index.written).containsExactly("a 5");
  }

  @Test
  @DisplayName("given a working indexer, when it stops, then it releases its shards and timers")
  void stops() {
    start();
    Future<Void> stopped = indexer.stop();
    loop.run();
    assertThat(stopped.succeeded()).isTrue();
    assertThat(queue.leased).isFalse();
    queue.mark("a");
    loop.advance(10_000);

    assertThat(index.written).isEmpty();
    assertThat(loop.timers()).isZero();
  }

  private static <T> T unused(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  private final class Store implements IndexStore {
    @Override
    public List<DirtyQueue> queues() {
      return List.of(queue);
    }

    @Override
    public DeadLetters deadLetters() {
      return unused(DeadLetters.class);
    }

    @Override
    public CollectionScan scan() {
      return unused(CollectionScan.class);
    }

    @Override
    public DocumentReader documents() {
      return reader;
    }

    @Override
    public RebuildLedger ledger() {
      return unused(RebuildLedger.class);
    }
  }

  /** Queue of one shard in memory. */
  private static final class Queue implements DirtyQueue {
    private final Map<DocumentKey, Long> waiting = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private boolean leasedByAnother;
    private boolean leased;

    void mark(String... ids) {
      for (String id : ids) {
        waiting.put(key(id), 1L);
      }
    }

    @Override
    public Future<Boolean> acquireLease() {
      leased = !leasedByAnother;
      return Future.succeededFuture(leased);
    }

    @Override
    public Future<Void> releaseLease() {
      leased = false;
      return Future.succeededFuture();
    }

    @Override
    public Future<Taken> take(int limit) {
      List<Entry> entries =
          waiting.entrySet().stream()
              .limit(limit)
              .map(each -> new Entry(each.getKey(), each.getValue()))
              .toList();
      return Future.succeededFuture(new Taken(entries, 1, Map.of()));
    }

    @Override
    public Future<Void> done(List<Seen> documents) {
      documents.forEach(document -> waiting.remove(document.key()));
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> refuse(List<Refusal> more) {
      for (Refusal refusal : more) {
        waiting.remove(refusal.document().key());
        refusals.add(refusal.document().key().id() + ": " + refusal.reason());
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> mark(List<DocumentKey> documents) {
      documents.forEach(document -> waiting.putIfAbsent(document, 1L));
      return Future.succeededFuture();
    }

    @Override
    public Future<List<Standing>> standing(List<DocumentKey> documents) {
      return Future.failedFuture("not supported");
    }

    @Override
    public Future<Void> announce(Collection collection, String name) {
      return Future.failedFuture("not supported");
    }

    @Override
    public Future<Void> withdraw(Collection collection, String name) {
      return Future.failedFuture("not supported");
    }

    @Override
    public Future<Backlog> backlog() {
      return Future.succeededFuture(new Backlog(waiting.size(), 0, refusals.size()));
    }

    @Override
    public Future<Backlog> backlogOf(Collection collection) {
      return backlog();
    }
  }

  /** Index in memory. */
  private static final class Index implements DocumentIndex {
    private static final Found FOUND = new Found(Fitness.CURRENT, "items-1", "e", null);

    private final List<String> written = new ArrayList<>();
    private boolean unavailable;
    private @Nullable String refused;

    @Override
    public Future<Map<String, Found>> examine() {
      return Future.succeededFuture(Map.of("items", FOUND));
    }

    @Override
    public Found found(Collection collection) {
      return FOUND;
    }

    @Override
    public String alias(Collection collection) {
      return collection.name();
    }

    @Override
    public boolean isCurrent(Collection collection, String name) {
      return true;
    }

    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
      if (unavailable) {
        return Future.failedFuture(
            new SearchUnavailableException("index down", Duration.ofSeconds(1)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Write write : writes) {
        String id = write.document().key().id();
        if (id.equals(refused)) {
          outcomes.add(new Outcome.Refused("too long"));
        } else {
          String absent = write.document().exists() ? "" : " absent";
          written.add(id + " " + write.document().rev() + absent);
          outcomes.add(new Outcome.Done());
        }
      }
      return Future.succeededFuture(outcomes);
    }
  }
}

package dev.tidegate.livequery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.model.Shards;
import dev.tidegate.model.Values;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.testing.Schemas;
import dev.tidegate.text.IcuTextAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Failures that only occur together with other failures. */
@ExtendWith(VertxExtension.class)
class LiveQueriesTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final DocumentKey KEY = new DocumentKey("items", "p1");

  private final Store store = new Store();
  private final AnsweredWrites answered = new AnsweredWrites(new Shards(1), PATIENCE);
  private final LiveQueries queries;

  LiveQueriesTest(Vertx vertx) {
    queries =
        new LiveQueries(
            vertx,
            vertx.getOrCreateContext(),
            new Catalog(List.of(ITEMS)),
            new LiveQueries.Sources(
                store,
                new EmptyIndex(),
                List.of(),
                new Merchandising(new Catalog(List.of(ITEMS)), new IcuTextAnalyzer())),
            new IcuTextAnalyzer(),
            new QueryAllowance(1, 0),
            answered);
  }

  @Test
  void aFaultWithOneChangeEndsWithTheListsRight() throws InterruptedException {
    queries.start(new Position("e", 1));
    Listener listener = new Listener();
    attach("", listener);
    assertThat(listener.next()).isEqualTo(List.of());
    store.breaksOnce();
    store.exists = true;
    Change change = new Change.Created(KEY, 2, Values.empty());
    queries.onChanges(new ChangeBatch(List.of(change), new Position("e", 1), new Position("e", 2)));
    assertThat(listener.next()).isEqualTo(List.of("p1"));
  }

  @Test
  void thereIsRoomAgainForAnotherQueryOnceNobodyWatchesTheFirst() throws InterruptedException {
    queries.start(new Position("e", 1));
    Listener first = new Listener();
    Listener second = new Listener();
    QueryKey key = attach("tea", first);
    assertThat(first.next()).isEqualTo(List.of());
    attach("cup", second);
    assertThat(second.next()).isInstanceOf(TooManyQueriesException.class);
    attach("tea", second);
    assertThat(second.next()).isEqualTo(List.of());
    queries.detach(key, first);
    queries.detach(key, second);
    attach("cup", second);
    assertThat(second.next()).isEqualTo(List.of());
  }

  @Test
  void aListIsFreshOnceItHasWhatWasAnswered() throws InterruptedException {
    queries.start(new Position("e", 1));
    Listener listener = new Listener();
    attach("", listener);
    assertThat(listener.next()).isEqualTo(List.of());
    queries.whenFresh(ITEMS, () -> listener.heard.add("fresh"));
    assertThat(listener.next()).isEqualTo("fresh");
    answered.answered(KEY, 2);
    queries.whenFresh(ITEMS, () -> listener.heard.add("fresh"));
    store.exists = true;
    Change change = new Change.Created(KEY, 2, Values.empty());
    queries.onChanges(new ChangeBatch(List.of(change), new Position("e", 1), new Position("e", 2)));
    assertThat(listener.next()).isEqualTo(List.of("p1"));
    assertThat(listener.next()).isEqualTo("fresh");
  }

  @Test
  void whatTheFeedDoesNotBringIsNotWaitedForForEver() throws InterruptedException {
    queries.start(new Position("e", 1));
    Listener listener = new Listener();
    answered.answered(KEY, 2);
    queries.whenFresh(ITEMS, () -> listener.heard.add("fresh"));
    assertThat(listener.next()).isEqualTo("fresh");
    assertThat(answered.revs()).containsExactly(0);
  }

  @Test
  void whatWasReadBeforeAGapIsNotBelievedBehindIt() throws InterruptedException {
    queries.start(new Position("e", 1));
    Listener listener = new Listener();
    attach("", listener);
    assertThat(listener.next()).isEqualTo(List.of());
    Promise<Void> late = store.holdNext();
    Change change = new Change.Removed(KEY, 2);
    queries.onChanges(new ChangeBatch(List.of(change), new Position("e", 1), new Position("e", 2)));
    store.awaitHeld();
    // It is created again, and the log no longer contains that.
    store.exists = true;
    queries.onGap(new Position("e", 5));
    assertThat(listener.next()).isEqualTo(List.of("p1"));
    late.complete();
    queries.whenFresh(ITEMS, () -> listener.heard.add("fresh"));
    assertThat(listener.next()).isEqualTo("fresh");
  }

  private QueryKey attach(String text, Listener listener) {
    Query query = new Query(text.isEmpty() ? null : text, List.of(), List.of());
    QueryKey key = QueryKey.of(ITEMS, query, 10);
    queries.attach(key, ITEMS, query, listener);
    return key;
  }

  /** Listener that records members or the failure. */
  private static final class Listener implements MembershipListener {
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    Object next() throws InterruptedException {
      return Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS));
    }

    @Override
    public void members(List<String> ids) {
      heard.add(ids);
    }

    @Override
    public void failed(Throwable reason) {
      heard.add(reason);
    }
  }

  /** Holds one document at most. */
  private static final class Store implements DocumentReader {
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicReference<Promise<Void>> hold = new AtomicReference<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean exists;

    /** Delays the next read: it returns the state at its request when the promise is completed. */
    Promise<Void> holdNext() {
      Promise<Void> answer = Promise.promise();
      hold.set(answer);
      return answer;
    }

    void awaitHeld() throws InterruptedException {
      assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
    }

    void breaksOnce() {
      broken.set(true);
    }

    @Override
    public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
      List<DocumentState> found =
          ids.stream()
              .map(
                  id ->
                      broken.getAndSet(false)
                          ? null
                          : new DocumentState(KEY, 2, exists ? Values.empty() : null))
              .toList();
      Promise<Void> late = hold.getAndSet(null);
      if (late == null) {
        return Future.succeededFuture(found);
      }
      held.countDown();
      return late.future().map(found);
    }

    @Override
    public Future<Long> latest() {
      return Future.succeededFuture(2L);
    }
  }

  /** Finds nothing: it trails. */
  private static final class EmptyIndex implements DocumentSearch {
    @Override
    public Future<Found> find(Request request) {
      return Future.succeededFuture(new Found(0, List.of(), Map.of(), null));
    }

    @Override
    public Future<List<Match>> bestOf(Request request, Set<String> groups, Set<String> without) {
      return Future.failedFuture("bestOf");
    }

    @Override
    public Future<String> pin(Collection collection) {
      return Future.failedFuture("pin");
    }

    @Override
    public Future<List<String>> complete(Collection collection, String typed, int limit) {
      return Future.failedFuture("complete");
    }

    @Override
    public Future<List<Integer>> dispensable(Collection collection, Query query) {
      return Future.failedFuture("dispensable");
    }

    @Override
    public Future<Void> refresh(Collection collection, Set<String> building) {
      return Future.succeededFuture();
    }
  }
}

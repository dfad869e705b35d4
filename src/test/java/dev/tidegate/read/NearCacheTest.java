package dev.tidegate.read;

import static dev.tidegate.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.model.Values;
import dev.tidegate.testing.Schemas;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cached states, their updates, and reads that the cache does not answer. */
@ExtendWith(VertxExtension.class)
class NearCacheTest {
  private static final Collection ITEMS = Schemas.products("items");
  private static final DocumentKey A = new DocumentKey(ITEMS.name(), "a");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  private final HeldBackStore store = new HeldBackStore();
  private final NearCache cache = new NearCache(1 << 20, new Shards(1), new FeedStatus(clock));
  private final CachedDocumentReader reader;

  NearCacheTest(Vertx vertx) {
    reader = new CachedDocumentReader(cache, store, vertx.getOrCreateContext());
  }

  private static Values price(String price) {
    return Values.of(ITEMS, Map.of("price", price.getBytes(StandardCharsets.US_ASCII)));
  }

  private void hear(Change... changes) {
    long last = changes[changes.length - 1].rev();
    cache.onChanges(
        new ChangeBatch(List.of(changes), new Position("e", 0), new Position("e", last)));
  }

  private static Change updated(long rev, long previousRev, String price) {
    return new Change.Updated(A, rev, previousRev, price(price), FieldSet.EMPTY);
  }

  /** Reads the document, which must be cached. */
  private DocumentState held() {
    Future<DocumentState> read = reader.read(ITEMS, "a");
    assertThat(read.succeeded()).as("answered at once").isTrue();
    return read.result();
  }

  private void hold(long rev, String price) {
    store.put(ITEMS, "a", rev, price(price));
    Future<DocumentState> read = reader.read(ITEMS, "a");
    store.answer();
    assertThat(await(read).rev()).isEqualTo(rev);
  }

  @Test
  void aStateReadOnceAdvancesWithTheFeed() {
    hold(10, "1");
    hear(updated(11, 10, "2"), updated(12, 11, "3"));
    assertThat(held()).isEqualTo(new DocumentState(A, 12, price("3")));
    hear(new Change.Removed(A, 13));
    assertThat(held()).isEqualTo(new DocumentState(A, 13, null));
    hear(new Change.Created(A, 14, price("4")));
    assertThat(held()).isEqualTo(new DocumentState(A, 14, price("4")));
    assertThat(store.reads()).isEqualTo(1);
  }

  @Test
  void changesThatAReadHadAlreadySeenAreNotAppliedAgain() {
    hold(12, "3");
    hear(updated(11, 10, "2"), updated(12, 11, "3"), new Change.Removed(A, 9));
    assertThat(held()).isEqualTo(new DocumentState(A, 12, price("3")));
  }

  @Test
  void aChangeThatDoesNotFollowDropsWhatIsHeld() {
    hold(10, "1");
    hear(updated(12, 11, "3"));
    assertThat(reader.read(ITEMS, "a").isComplete()).isFalse();
  }

  @Test
  void absenceIsHeldToo() {
    store.put(ITEMS, "other", 10, price("1"));
    Future<DocumentState> read = reader.read(ITEMS, "a");
    store.answer();
    assertThat(await(read).exists()).isFalse();
    assertThat(held().rev()).isEqualTo(10);
    hear(new Change.Created(A, 11, price("1")));
    assertThat(held().rev()).isEqualTo(11);
  }

  @Test
  void allWhoAskForAMissingDocumentShareOneRead() {
    store.put(ITEMS, "a", 10, price("1"));
    Future<DocumentState> first = reader.read(ITEMS, "a");
    Future<List<DocumentState>> second = reader.read(ITEMS, List.of("a", "a", "b"));
    assertThat(store.reads()).isEqualTo(2);
    store.answer();
    store.answer();
    assertThat(await(first).rev()).isEqualTo(10);
    assertThat(await(second)).extracting(DocumentState::rev).containsExactly(10L, 10L, 10L);
  }

  @Test
  void whatAReadFoundWhileAChangeWasHeardIsNotKept() {
    store.put(ITEMS, "a", 10, price("1"));
    Future<DocumentState> overtaken = reader.read(ITEMS, "a");
    hear(updated(11, 10, "2"));
    store.put(ITEMS, "a", 11, price("2"));
    Future<DocumentState> later = reader.read(ITEMS, "a");
    store.answer();
    store.answer();
    assertThat(await(overtaken).rev()).isEqualTo(10);
    assertThat(await(later).rev()).isEqualTo(11);
    assertThat(held().rev()).isEqualTo(11);
  }

  @Test
  void whoAsksAfterAWriteWasAnsweredSeesIt() {
    hold(10, "1");
    store.put(ITEMS, "a", 11, price("2"));
    cache.reached(A, 11);
    Future<DocumentState> read = reader.read(ITEMS, "a");
    assertThat(read.isComplete()).isFalse();
    store.answer();
    assertThat(await(read).rev()).isEqualTo(11);
    assertThat(held().rev()).isEqualTo(11);
    hear(updated(11, 10, "2"), updated(12, 11, "3"));
    assertThat(held().rev()).isEqualTo(12);
  }

  @Test
  void anOlderStateWaitsForTheChangeThatAWritersAnswerForetold() {
    hold(10, "1");
    cache.reached(A, 12);
    hear(updated(11, 10, "2"));
    assertThat(cache.find(A, 0)).isNull();
    hear(updated(12, 11, "3"));
    assertThat(held()).isEqualTo(new DocumentState(A, 12, price("3")));
    assertThat(store.reads()).isEqualTo(1);
  }

  @Test
  void aReadSentBeforeAWriteWasAnsweredIsNotJoinedAfter() {
    store.put(ITEMS, "a", 10, price("1"));
    Future<DocumentState> before = reader.read(ITEMS, "a");
    store.put(ITEMS, "a", 11, price("2"));
    cache.reached(A, 11);
    Future<DocumentState> after = reader.read(ITEMS, "a");
    store.answer();
    assertThat(cache.find(A, 0)).isNull();
    store.answer();
    assertThat(await(before).rev()).isEqualTo(10);
    assertThat(await(after).rev()).isEqualTo(11);
  }

  @Test
  void aLeastRevisionIsProvedByTheStateOrByTheFeed() {
    hold(10, "1");
    DocumentReader atLeast = reader.atLeast(11);
    assertThat(atLeast.read(ITEMS, "a").isComplete()).isFalse();
    store.answer();
    hear(new Change.Created(new DocumentKey(ITEMS.name(), "b"), 11, price("1")));
    assertThat(atLeast.read(ITEMS, "a").result().rev()).isEqualTo(10);
  }

  @Test
  void absenceAtALeastRevisionCarriesWhatTheFeedProved() {
    Future<DocumentState> absent = reader.read(ITEMS, "a");
    store.answer();
    await(absent);
    hear(new Change.Created(new DocumentKey(ITEMS.name(), "b"), 11, price("1")));
    assertThat(reader.atLeast(11).read(ITEMS, "a").result())
        .isEqualTo(new DocumentState(A, 11, null));
  }

  @Test
  void aLeastRevisionDoesNotJoinAReadThatMayHaveBeenSentBeforeIt() {
    store.put(ITEMS, "a", 10, price("1"));
    Future<DocumentState> earlier = reader.read(ITEMS, "a");
    store.put(ITEMS, "a", 11, price("2"));
    Future<DocumentState> wanted = reader.atLeast(11).read(ITEMS, "a");
    store.answer();
    store.answer();
    assertThat(await(earlier).rev()).isEqualTo(10);
    assertThat(await(wanted).rev()).isEqualTo(11);
  }

  @Test
  void nobodySeesAnOlderStateThanTheOneLastAnswered() {
    hold(10, "1");
    store.put(ITEMS, "a", 11, price("2"));
    Future<DocumentState> wanted = reader.atLeast(11).read(ITEMS, "a");
    hear(new Change.Created(new DocumentKey(ITEMS.name(), "b"), 9, price("1")));
    cache.reached(A, 9);
    store.answer();
    assertThat(await(wanted).rev()).isEqualTo(11);
    assertThat(cache.find(A, 0)).isNull();
    hear(updated(11, 10, "2"));
    assertThat(held().rev()).isEqualTo(11);
  }

  @Test
  void aGapOrAnotherEpochDropsEverythingAndWhatIsUnderWay() {
    for (Runnable loss :
        List.<Runnable>of(
            () -> cache.onGap(new Position("e", 50)), () -> cache.onEpoch(new Position("f", 50)))) {
      store.put(ITEMS, "b", 10, price("1"));
      Future<DocumentState> underWay = reader.read(ITEMS, "b");
      store.answer();
      await(underWay);
      Future<DocumentState> other = reader.read(ITEMS, "a");
      loss.run();
      if (!other.isComplete()) {
        store.answer();
      }
      await(other);
      assertThat(cache.find(A, 0)).isNull();
      assertThat(cache.find(new DocumentKey(ITEMS.name(), "b"), 0)).isNull();
    }
  }

  @Test
  void aFailedReadFailsAllWhoWaitAndNobodyAfter() {
    Future<DocumentState> first = reader.read(ITEMS, "a");
    Future<DocumentState> second = reader.read(ITEMS, "a");
    store.fail(new StoreUnavailableException("gone"));
    assertThat(first.cause()).isInstanceOf(StoreUnavailableException.class);
    assertThat(await(second.otherwiseEmpty())).isNull();
    hold(10, "1");
  }

  @Test
  void withoutAFeedToTrustEverythingIsAskedOfTheStore() {
    hold(10, "1");
    now.set(Instant.EPOCH.plusMillis(2_000));
    assertThat(held().rev()).isEqualTo(10);
    now.set(Instant.EPOCH.plusMillis(2_001));
    assertThat(reader.read(ITEMS, "a").isComplete()).isFalse();
  }

  @Test
  void itTakesNoMoreThanItMay() {
    Values large = price("1".repeat(1_000));
    for (int i = 0; i < 10_000; i++) {
      store.put(ITEMS, "d" + i, 10, large);
      Future<DocumentState> read = reader.read(ITEMS, "d" + i);
      store.answer();
      await(read);
      assertThat(cache.figures().bytes()).isLessThanOrEqualTo(1 << 20);
    }
    CacheFigures figures = cache.figures();
    assertThat(figures.misses()).isEqualTo(10_000);
    assertThat(figures.entries()).isBetween(500L, 1_000L);
    assertThat(figures.evictions()).isEqualTo(10_000 - figures.entries());
    assertThat(figures.bytes()).isGreaterThan(1_000 * figures.entries());
  }
}

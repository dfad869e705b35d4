package dev.tidegate.merchandising;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Pin;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.model.Ranking;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.model.Values;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.OnContext;
import dev.tidegate.text.IcuTextAnalyzer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules in memory follow a store that changes, with or without the feed. */
@ExtendWith(VertxExtension.class)
class RuleFollowerTest {
  private static final Position POSITION = new Position("e", 1);

  private final Collection rules =
      new Collection(
          "rules",
          "",
          List.of(field(0, "query", false), field(1, "pinned", true), field(2, "hidden", true)));
  private final Collection products =
      new Collection(
          "products", "", List.of(field(0, "query", false)), Ranking.NONE, null, "rules");
  private final Merchandising merchandising =
      new Merchandising(
          new Catalog(List.of(products, rules)),
          new IcuTextAnalyzer(),
          new RuleBook.Room(600, 1 << 20));
  private final Store store = new Store();
  private final Context context;
  private final RuleFollower follower;

  RuleFollowerTest(Vertx vertx) {
    context = vertx.getOrCreateContext();
    follower = new RuleFollower(context, merchandising, store, store);
  }

  @Test
  void theStartReadsAllRulesEvenIfTheStoreFailsAtFirst() {
    for (int i = 0; i < 550; i++) {
      store.put("r" + i, "query " + i, "p" + i);
    }
    store.failures.set(2);
    start();
    assertThat(merchandising.rules()).isEqualTo(550);
    assertThat(pins("Query 549")).containsExactly("1:p549");
  }

  @Test
  void aChangedRuleIsReadAgain() {
    start();
    store.put("r1", "tea", "p1");
    store.failures.set(1);
    change("rules", "r1");
    await("tea", "1:p1");
    store.put("other", "cup", "p1");
    change("products", "other");
    store.documents.remove("r1");
    change("rules", "r1");
    await("tea");
    assertThat(pins("cup")).as("no change of a rule").isEmpty();
  }

  @Test
  void aGapHidesNoChange() {
    store.put("r1", "tea", "p1");
    store.put("r2", "cup", "p2");
    start();
    store.documents.remove("r1");
    store.put("r2", "cup", "p3");
    store.put("r3", "pot", "p4");
    follower.onGap(POSITION);
    await("pot", "1:p4");
    assertThat(pins("tea")).isEmpty();
    assertThat(pins("cup")).containsExactly("1:p3");
  }

  @Test
  void anotherContentOfTheStoreReplacesTheRules() {
    store.rev.set(1_000);
    store.put("r1", "tea", "p1");
    store.put("r2", "cup", "p2");
    start();
    store.rev.set(0);
    store.documents.clear();
    store.put("r1", "tea", "p3");
    follower.onEpoch(new Position("f", 1));
    await("tea", "1:p3");
    await("cup");
  }

  @Test
  void aRuleBeyondTheLimitIsCountedAndTakesTheNextFreeRoom() {
    for (int i = 0; i < 602; i++) {
      store.put("r%03d".formatted(i), "query " + i, "p" + i);
    }
    start();
    assertThat(merchandising.rules()).isEqualTo(600);
    assertThat(merchandising.ignored()).isEqualTo(2);
    assertThat(pins("query 601")).isEmpty();
    store.documents.remove("r000");
    store.documents.remove("r001");
    change("rules", "r000", "r001");
    await("query 601", "1:p601");
    Eventually.get(merchandising::ignored, ignored -> ignored == 0);
  }

  private void start() {
    OnContext.await(context, follower::start);
  }

  private void change(String collection, String... ids) {
    List<Change> changes =
        Arrays.stream(ids)
            .<Change>map(id -> new Change.Removed(new DocumentKey(collection, id), 1))
            .toList();
    follower.onChanges(new ChangeBatch(changes, POSITION, POSITION));
  }

  private void await(String text, String... pins) {
    Eventually.get(() -> pins(text), found -> found.equals(List.of(pins)));
  }

  private List<String> pins(String text) {
    return merchandising.of(products, new Query(text, List.of(), List.of())).pins().stream()
        .map(Pin::toString)
        .toList();
  }

  private static Field field(int ordinal, String name, boolean many) {
    return new Field(
        ordinal, name, FieldType.KEYWORD, many, !many, false, false, false, null, null);
  }

  /** One shard in memory. */
  private final class Store implements DocumentReader, CollectionScan {
    private final Map<String, DocumentState> documents = new ConcurrentSkipListMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong rev = new AtomicLong();

    void put(String id, String query, String pinned) {
      Values values =
          Values.of(
              rules,
              Map.of("query", utf8('"' + query + '"'), "pinned", utf8(json("['%s']", pinned))));
      documents.put(
          id, new DocumentState(new DocumentKey("rules", id), rev.incrementAndGet(), values));
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return Future.failedFuture(new StoreUnavailableException("not now"));
      }
      return Future.succeededFuture(
          ids.stream()
              .map(
                  id ->
                      documents.getOrDefault(
                          id, new DocumentState(new DocumentKey("rules", id), rev.get(), null)))
              .toList());
    }

    @Override
    public Future<Long> latest() {
      return Future.succeededFuture(rev.get());
    }

    @Override
    public int shards() {
      return 1;
    }

    @Override
    public Future<Long> count(Collection collection) {
      return Future.succeededFuture((long) documents.size());
    }

    @Override
    public Future<List<String>> ids(Collection collection, int shard, String after, int limit) {
      return Future.succeededFuture(
          documents.keySet().stream().filter(id -> id.compareTo(after) > 0).limit(limit).toList());
    }
  }
}

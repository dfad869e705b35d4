package dev.tidegate.searchcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.model.Values;
import dev.tidegate.testing.Schemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long an answer may be given again. */
class ValidityTest {
  private static final Duration REFRESH = Duration.ofMillis(500);

  private final Collection products = Schemas.products();
  private final DocumentKey key = new DocumentKey("products", "p1");
  private final Dependencies brand =
      Dependencies.of(
          products,
          new Query(null, List.of(new Filter.Terms(field("brand"), Set.of("Acme"))), List.of()),
          List.of());
  private final Dependencies price =
      Dependencies.of(
          products,
          new Query(null, List.of(), List.of(new SortOrder(field("price"), false))),
          List.of());
  private long millis = 1_000;
  private Instant wall = Instant.EPOCH;
  private final FeedStatus feed = new FeedStatus(() -> wall);
  private final ChangeLedger changes = new ChangeLedger(new Catalog(List.of(products)), this::now);
  private final Validity validity = new Validity(changes, feed, REFRESH, Duration.ofSeconds(60));

  @BeforeEach
  void everythingIsIndexed() {
    changes.beginAt(new Position("e", 100, 90));
    changes.indexedBefore(0, now());
    millis += 10_000;
  }

  @Test
  void whatNothingAlteredHoldsUntilItIsOld() {
    assertThat(holdsAfter(brand, 59_999)).isTrue();
    assertThat(holdsAfter(brand, 2)).isFalse();
  }

  @Test
  void aChangeEndsWhatDependsOnIt() {
    long asked = now();
    millis += 1_000;
    update(101, "price");
    assertThat(validity.holds(asked, price, now())).isFalse();
    assertThat(validity.holds(asked, brand, now())).isTrue();
    created(102);
    assertThat(validity.holds(asked, brand, now())).isFalse();
  }

  @Test
  void whatWasAskedBeforeTheRefreshThatBringsAChangeDoesNotOutliveIt() {
    update(101, "price");
    millis += 300;
    long beforeItIsIndexed = now();
    assertThat(validity.holds(beforeItIsIndexed, price, now())).isTrue();
    millis += 101;
    assertThat(validity.holds(beforeItIsIndexed, price, now())).isFalse();
    changes.indexedBefore(101, now());
    millis += 5_000;
    long stillWaiting = now();
    millis += 101;
    assertThat(validity.holds(stillWaiting, price, now())).isFalse();
    changes.indexedBefore(102, now());
    long beforeTheRefresh = now();
    millis += 2_000;
    assertThat(validity.holds(beforeTheRefresh, price, now())).isFalse();
    long after = now();
    millis += 30_000;
    assertThat(validity.holds(after, price, now())).isTrue();
  }

  @Test
  void queuesAskedBeforeAChangeWasHeardSayNothingOfIt() {
    long asked = now();
    millis += 1;
    created(103);
    changes.indexedBefore(0, asked);
    assertThat(changes.settledSince(brand)).isEqualTo(FieldLedger.UNSETTLED);
    changes.indexedBefore(0, now());
    assertThat(changes.settledSince(brand)).isEqualTo(now());
  }

  @Test
  void aGapMayHaveBroughtAnything() {
    long asked = now();
    millis += 1_000;
    changes.onGap(new Position("e", 200, 300));
    assertThat(validity.holds(asked, brand, now())).isFalse();
    changes.indexedBefore(300, now());
    assertThat(changes.settledSince(brand)).isEqualTo(FieldLedger.UNSETTLED);
    changes.indexedBefore(301, now());
    assertThat(changes.settledSince(brand)).isEqualTo(now());
  }

  @Test
  void whileTheFeedIsAwayNothingIsKept() {
    long asked = now();
    millis += 200;
    assertThat(validity.holds(asked, brand, now())).isTrue();
    wall = wall.plusSeconds(3);
    assertThat(validity.holds(asked, brand, now())).isFalse();
    assertThat(validity.holds(now(), brand, now())).isTrue();
  }

  @Test
  void aTextDependsOnEverything() {
    Query tea = new Query("tea", List.of(), List.of());
    assertThat(Dependencies.of(products, tea, List.of()).fields()).isEqualTo(products.allFields());
    assertThat(
            Dependencies.of(
                    products, new Query(null, List.of(), List.of()), List.of(field("rating")))
                .fields())
        .isEqualTo(FieldSet.of(List.of(field("rating"))));
  }

  @Test
  void groupsDependOnTheirField() {
    Query grouped = new Query(null, List.of(), List.of(), field("brand"));
    assertThat(Dependencies.of(products, grouped, List.of()).fields())
        .isEqualTo(FieldSet.of(List.of(field("brand"))));
  }

  private boolean holdsAfter(Dependencies on, long ms) {
    long asked = millis == 11_000 ? now() : TimeUnit.MILLISECONDS.toNanos(11_000);
    millis += ms;
    return validity.holds(asked, on, now());
  }

  private void update(long rev, String name) {
    Values set = Values.of(products, Map.of(name, "7".getBytes(UTF_8)));
    hear(new Change.Updated(key, rev, 1, set, FieldSet.EMPTY));
  }

  private void created(long rev) {
    hear(new Change.Created(key, rev, Values.empty()));
  }

  private void hear(Change change) {
    Position position = new Position("e", change.rev(), 0);
    changes.onChanges(new ChangeBatch(List.of(change), position, position));
  }

  private Field field(String name) {
    return products.require(name);
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}

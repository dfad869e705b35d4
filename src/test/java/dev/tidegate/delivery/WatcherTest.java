package dev.tidegate.delivery;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.created;
import static dev.tidegate.testing.Items.fields;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.removed;
import static dev.tidegate.testing.Items.updated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A watcher")
class WatcherTest {
  private final DeliveryParts parts = new DeliveryParts();
  private Watcher watcher;

  WatcherTest() {
    parts.reader.put(item("a", 5, "name", "'tea'", "price", "100"));
    watcher = parts.watch("a", ITEMS.allFields(), 0);
  }

  @BeforeEach
  void nothingWaits() {
    assertThat(watcher.isWaiting()).isFalse();
    assertThat(watcher.isQueued()).isFalse();
  }

  private String take() {
    return new String(watcher.take(parts.loop.millis()).json(), StandardCharsets.UTF_8)
        .replace('"', '\'');
  }

  @Test
  @DisplayName("given no waiting change, when fields change, then these fields wait")
  void waitsForChangedFields() {
    parts.dispatch(updated("a", 6, 5, "price", "120"));

    assertThat(watcher.isQueued()).isTrue();
    assertThat(take()).isEqualTo("{'id':'a','rev':6,'set':{'price':120}}");
    assertThat(watcher.isWaiting()).isFalse();
  }

  @Test
  @DisplayName("given a waiting change, when other fields change, then the union waits")
  void mergesFields() {
    parts.dispatch(updated("a", 6, 5, "price", "120"));
    parts.dispatch(updated("a", 7, 6, "name", "'coffee'"));
    parts.dispatch(updated("a", 8, 7, "price", "90"));

    assertThat(take()).isEqualTo("{'id':'a','rev':8,'set':{'name':'coffee','price':90}}");
    assertThat(parts.counters.merges()).isEqualTo(2);
  }

  @Test
  @DisplayName("given a waiting change, when the document is removed, then its deletion waits")
  void mergesRemoval() {
    parts.dispatch(updated("a", 6, 5, "price", "120"), removed("a", 7));

    assertThat(take()).isEqualTo("{'id':'a','rev':7,'gone':true}");
  }

  @Test
  @DisplayName("given a waiting deletion, when the document is created, then the whole waits")
  void mergesAcrossRemoval() {
    parts.dispatch(updated("a", 6, 5, "price", "120"));
    parts.dispatch(removed("a", 7));
    parts.dispatch(created("a", 8, "price", "1"));
    parts.dispatch(updated("a", 9, 8, "price", "2"));

    assertThat(take()).isEqualTo("{'id':'a','rev':9,'doc':{'price':2}}");
  }

  @Test
  @DisplayName("given a sent deletion, when the document is created, then the whole waits")
  void replacesAfterDeletion() {
    parts.dispatch(removed("a", 7));
    take();
    parts.dispatch(created("a", 8, "price", "1"));

    assertThat(take()).isEqualTo("{'id':'a','rev':8,'doc':{'price':1}}");
  }

  @Test
  @DisplayName("given a subscription to some fields, when others change, then none of them is sent")
  void sendsOnlySubscribedFields() {
    watcher = parts.watch("a", fields("price"), 0);
    parts.dispatch(updated("a", 6, 5, "price", "120", "name", "'coffee'"));

    assertThat(take()).isEqualTo("{'id':'a','rev':6,'set':{'price':120}}");
  }

  @Test
  @DisplayName("given two subscriptions, then it has the union of fields and the least interval")
  void combinesSubscriptions() {
    watcher = parts.watch("a", fields("price"), 500);
    watcher.add(new Subscription("s", ITEMS, Set.of("a"), fields("name"), 200));

    assertThat(watcher.projection()).isEqualTo(fields("name", "price"));
    assertThat(watcher.interval()).isEqualTo(200);
    assertThat(watcher.remove("s")).isFalse();
    assertThat(watcher.projection()).isEqualTo(fields("price"));
    assertThat(watcher.interval()).isEqualTo(500);
    assertThat(watcher.remove("a")).isTrue();
  }

  @Test
  @DisplayName("given a due snapshot, when the document changes, then nothing is queued")
  void awaitsSnapshot() {
    watcher.awaitSnapshot();
    parts.dispatch(updated("a", 6, 5, "price", "120"));

    assertThat(watcher.isQueued()).isFalse();
    assertThat(watcher.isWaiting()).isFalse();
  }

  @Test
  @DisplayName("given a change behind a due snapshot, when it is sent, then it supersedes")
  void snapshotSupersedes() {
    watcher.awaitSnapshot();
    parts.dispatch(updated("a", 6, 5, "price", "120"));
    watcher.snapshotSent();

    assertThat(watcher.isWaiting()).isFalse();
    assertThatThrownBy(this::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("given a change behind a due snapshot, when that is cancelled, then it is queued")
  void continuesAfterCancelledSnapshot() {
    watcher.awaitSnapshot();
    parts.dispatch(updated("a", 6, 5, "price", "120"));
    watcher.snapshotCancelled();

    assertThat(watcher.isQueued()).isTrue();
    assertThat(take()).isEqualTo("{'id':'a','rev':6,'set':{'price':120}}");
  }

  @Test
  @DisplayName("given two watchers of the same fields, then both get the same encoded change")
  void sharesEncodedChanges() {
    Watcher same = parts.watch("a", ITEMS.allFields(), 0);
    Watcher other = parts.watch("a", fields("price"), 0);
    parts.dispatch(updated("a", 6, 5, "price", "120", "name", "'coffee'"));

    EncodedChange change = watcher.take(0);
    assertThat(same.take(0)).isSameAs(change);
    assertThat(other.take(0)).isNotSameAs(change);
  }
}

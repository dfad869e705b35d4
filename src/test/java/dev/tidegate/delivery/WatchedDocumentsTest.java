package dev.tidegate.delivery;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.key;
import static dev.tidegate.testing.Items.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Watched documents")
class WatchedDocumentsTest {
  private final LiveMemory memory = new LiveMemory(1_000, 100);
  private final DeliveryParts parts = new DeliveryParts(memory);
  private final List<String> events = new ArrayList<>();

  private WatchedDocument document(String id) {
    return Objects.requireNonNull(parts.documents.get(key(id)));
  }

  @Test
  @DisplayName("given two watchers of a document, then it is kept until both have ended")
  void keepsADocumentForAllWatchers() {
    parts.reader.put(item("a", 5, "price", "1"));
    Watcher first = parts.watch("a", ITEMS.allFields(), 0);
    Watcher second = parts.watch("a", ITEMS.allFields(), 0);
    parts.documents.unwatch(first);
    assertThat(document("a").isRead()).isTrue();
    assertThat(parts.counters.documents()).isEqualTo(1);
    parts.documents.unwatch(second);

    assertThat(parts.documents.get(key("a"))).isNull();
    assertThat(parts.counters.documents()).isZero();
    assertThat(memory.isFull()).isFalse();
  }

  @Test
  @DisplayName("given a read in progress, when the document is unwatched, then no memory is taken")
  void takesNoMemoryForAnUnwatchedDocument() {
    parts.reader.put(item("a", 5, "price", "1"));
    parts.reader.delay();
    Watcher watcher = parts.watch("a", ITEMS.allFields(), 0);
    parts.documents.unwatch(watcher);
    parts.reader.finish();

    assertThat(memory.isFull()).isFalse();
  }

  @Test
  @DisplayName(
      "given a change that does not follow, when the read ends, then its difference is sent")
  void readsAfterAMissedChange() {
    parts.reader.put(item("a", 5, "price", "1"));
    parts.watch("a", ITEMS.allFields(), 0);
    Change change = updated("a", 9, 8, "name", "'tea'");
    assertThat(document("a").apply(change)).isTrue();
    assertThat(document("a").isCurrent()).isFalse();
    parts.reader.put(item("a", 9, "price", "2", "name", "'tea'"));
    parts.documents.read(List.of(document("a")), () -> events.add("read"));

    assertThat(events).containsExactly("read");
    assertThat(document("a").isCurrent()).isTrue();
    assertThat(parts.drain())
        .containsExactly(
            "{'type':'update','collection':'items','changes':"
                + "[{'id':'a','rev':9,'set':{'name':'tea','price':2}}]}");
  }

  @Test
  @DisplayName("given an older state in the store, then it is read until it has the change")
  void readsUntilCurrent() {
    parts.reader.put(item("a", 5, "price", "1"));
    parts.watch("a", ITEMS.allFields(), 0);
    document("a").apply(updated("a", 9, 8, "price", "2"));
    parts.reader.delay();
    parts.documents.read(List.of(document("a")), () -> events.add("read"));
    parts.reader.put(item("a", 9, "price", "2"));
    parts.reader.finish();

    assertThat(events).containsExactly("read");
    assertThat(document("a").state().rev()).isEqualTo(9);
  }

  @Test
  @DisplayName("given full memory, when more documents are wanted, then the read is refused")
  void refusesReadsWithoutMemory() {
    parts.reader.put(item("a", 5, "name", "'" + "x".repeat(1_000) + "'"));
    parts.watch("a", ITEMS.allFields(), 0);
    parts.documents.read(
        List.of(document("a")),
        ClientState.NOTHING,
        () -> events.add("read"),
        () -> events.add("refused"));

    assertThat(events).containsExactly("refused");
  }

  @Test
  @DisplayName("given a pinned document without watchers, then it follows changes until unpinned")
  void keepsPinnedDocuments() {
    parts.reader.put(item("a", 5, "price", "1"));
    WatchedDocument pinned = parts.documents.pin(ITEMS, key("a"));
    parts.documents.read(List.of(pinned), () -> events.add("read"));
    parts.dispatch(updated("a", 6, 5, "price", "2"));
    assertThat(pinned.state().rev()).isEqualTo(6);
    parts.documents.unpin(pinned);

    assertThat(parts.documents.get(key("a"))).isNull();
  }
}

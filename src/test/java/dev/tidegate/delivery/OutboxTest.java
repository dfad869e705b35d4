package dev.tidegate.delivery;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.created;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.removed;
import static dev.tidegate.testing.Items.updated;
import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Position;
import dev.tidegate.testing.RecordingTransport;
import dev.tidegate.wire.CloseCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An outbox")
class OutboxTest {
  private final DeliveryParts parts = new DeliveryParts();
  private final Outbox outbox = parts.outbox;
  private final RecordingTransport transport = parts.transport;

  OutboxTest() {
    for (String id : List.of("a", "b", "c")) {
      parts.reader.put(item(id, 5, "name", "'tea'", "price", "100"));
    }
  }

  private Watcher watch(String id, long interval) {
    return parts.watch(id, ITEMS.allFields(), interval);
  }

  private static String update(String... changes) {
    return "{'type':'update','collection':'items','changes':[" + String.join(",", changes) + "]}";
  }

  private static String price(String id, long rev, int price) {
    return "{'id':'" + id + "','rev':" + rev + ",'set':{'price':" + price + "}}";
  }

  @Test
  @DisplayName("given a ready client, when documents change, then one message has all changes")
  void sendsChangesTogether() {
    watch("a", 0);
    watch("b", 0);
    parts.dispatch(updated("a", 6, 5, "price", "1"), updated("b", 7, 5, "price", "2"));
    parts.loop.run();

    assertThat(transport.take()).containsExactly(update(price("a", 6, 1), price("b", 7, 2)));
    assertThat(transport.flushes).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "given a full queue, when documents change, then their changes merge until it drains")
  void mergesWhileFull() {
    watch("a", 0);
    watch("b", 0);
    transport.full = true;
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    parts.dispatch(updated("b", 7, 5, "price", "2"));
    parts.dispatch(updated("a", 8, 6, "price", "3"));
    parts.loop.run();
    assertThat(transport.take()).isEmpty();

    assertThat(parts.drain()).containsExactly(update(price("a", 8, 3), price("b", 7, 2)));
  }

  @Test
  @DisplayName("given a full queue, when a document is removed and created, then it is replaced")
  void replacesAcrossRemoval() {
    watch("a", 0);
    transport.full = true;
    parts.dispatch(removed("a", 6));
    parts.loop.run();
    parts.dispatch(created("a", 7, "price", "1"));

    assertThat(parts.drain()).containsExactly(update("{'id':'a','rev':7,'doc':{'price':1}}"));
  }

  @Test
  @DisplayName("given a waiting update, when a snapshot is offered, then it supersedes the update")
  void snapshotSupersedesUpdate() {
    Watcher watcher = watch("a", 0);
    watch("b", 0);
    transport.full = true;
    parts.dispatch(updated("a", 6, 5, "price", "1"), updated("b", 7, 5, "price", "2"));
    watcher.awaitSnapshot();
    outbox.expectSnapshot(parts.progress.complete());
    outbox.offer(new Snapshot("s", List.of(watcher), ClientState.NOTHING, null));

    assertThat(parts.drain())
        .containsExactly(
            "{'type':'snapshot','id':'s','docs':["
                + "{'id':'a','rev':6,'doc':{'name':'tea','price':1}}],'gone':[],'last':true}",
            update(price("b", 7, 2)));
  }

  @Test
  @DisplayName("given an interval, when changes follow each other, then the later ones wait for it")
  void pacesUpdates() {
    watch("a", 100);
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    parts.loop.run();
    assertThat(transport.take()).containsExactly(update(price("a", 6, 1)));

    parts.dispatch(updated("a", 7, 6, "price", "2"));
    parts.dispatch(updated("a", 8, 7, "price", "3"));
    parts.loop.advance(99);
    assertThat(transport.take()).isEmpty();
    parts.loop.advance(26);
    assertThat(transport.take()).containsExactly(update(price("a", 8, 3)));
  }

  @Test
  @DisplayName("given documents with an interval, then their updates are sent together")
  void pacesDocumentsTogether() {
    watch("a", 100);
    watch("b", 100);
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    parts.loop.run();
    transport.take();
    parts.loop.advance(10);
    parts.dispatch(updated("b", 7, 5, "price", "2"));
    parts.loop.advance(10);
    parts.dispatch(updated("a", 8, 6, "price", "3"));
    parts.loop.advance(120);

    assertThat(transport.take()).containsExactly(update(price("b", 7, 2), price("a", 8, 3)));
  }

  @Test
  @DisplayName("given a waiting interval, when the outbox finishes, then the change is sent")
  void finishesEarly() {
    Watcher watcher = watch("a", 10_000);
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    parts.loop.run();
    transport.take();
    parts.dispatch(updated("a", 7, 6, "price", "2"));
    outbox.finish(List.of(watcher));

    assertThat(transport.take()).containsExactly(update(price("a", 7, 2)));
  }

  @Test
  @DisplayName(
      "given too many waiting bytes, when slow clients are checked, then it ends with 4508")
  void isCut() {
    watch("a", 0);
    RecordingTransport other = new RecordingTransport();
    Outbox second = parts.outbox(other);
    transport.full = true;
    transport.unwritten = 2_000;
    other.full = true;
    other.unwritten = 100;
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    second.touch();
    parts.loop.run();
    parts.slow.check();

    assertThat(parts.ends).containsExactly(CloseCode.TOO_SLOW);
    assertThat(parts.counters.cuts()).isEqualTo(1);
  }

  @Test
  @DisplayName("given bytes below the limit, when slow clients are checked, then none is cut")
  void isNotCutBelowLimit() {
    transport.full = true;
    transport.unwritten = 900;
    outbox.touch();
    parts.loop.run();
    parts.slow.check();

    assertThat(parts.ends).isEmpty();
    assertThat(parts.counters.queuedBytes()).isEqualTo(900);
  }

  @Test
  @DisplayName("given a closed outbox, when something is offered, then nothing is sent")
  void ignoresOffersAfterClose() {
    watch("a", 0);
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    outbox.close();
    parts.dispatch(updated("a", 7, 6, "price", "2"));
    parts.loop.run();

    assertThat(transport.take()).isEmpty();
    assertThat(transport.flushes).isZero();
  }

  @Test
  @DisplayName("given a waiting change, then the client can resume from the position before it")
  void knowsWhatWasSent() {
    watch("a", 0);
    assertThat(outbox.sentUpTo()).isEqualTo(new Position("e", 1));
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    assertThat(outbox.sentUpTo()).isEqualTo(new Position("e", 1));
    parts.loop.run();
    assertThat(outbox.sentUpTo()).isEqualTo(new Position("e", 6));
  }

  @Test
  @DisplayName("given an expected snapshot, then the client can't resume until it was sent")
  void knowsWhetherASnapshotIsDue() {
    Watcher watcher = watch("a", 0);
    watcher.awaitSnapshot();
    outbox.expectSnapshot(new Position("e", 1));
    assertThat(outbox.isSnapshotDue()).isTrue();
    outbox.offer(new Snapshot("s", List.of(watcher), ClientState.NOTHING, null));
    parts.loop.run();
    assertThat(outbox.isSnapshotDue()).isFalse();

    outbox.expectSnapshot(new Position("e", 1));
    outbox.forgoSnapshot();
    assertThat(outbox.isSnapshotDue()).isFalse();
  }

  @Test
  @DisplayName(
      "given members that are not ready, when it flushes, then they stay for a later flush")
  void keepsMembersUntilReady() {
    Members members = new Members();
    outbox.offer(members);
    parts.loop.run();
    assertThat(transport.take()).isEmpty();

    members.ready = true;
    assertThat(parts.drain()).containsExactly("{'type':'leave'}");
    assertThat(parts.drain()).isEmpty();
  }

  @Test
  @DisplayName("given a reply, then it precedes waiting updates")
  void sendsRepliesFirst() {
    watch("a", 0);
    parts.dispatch(updated("a", 6, 5, "price", "1"));
    outbox.send(new byte[] {'1'});
    parts.loop.run();

    assertThat(transport.take()).containsExactly("1", update(price("a", 6, 1)));
  }

  /** Changed members of a live query. */
  private static final class Members implements Delivery.Messages {
    private boolean ready;

    @Override
    public boolean isSnapshot() {
      return false;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public @Nullable Burst next() {
      return new Burst(
          List.of(json("{'type':'leave'}").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Override
    public boolean isDone() {
      return true;
    }
  }
}

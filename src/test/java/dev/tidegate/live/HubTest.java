package dev.tidegate.live;

import static dev.tidegate.testing.Items.created;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.removed;
import static dev.tidegate.testing.Items.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Position;
import dev.tidegate.wire.CloseCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A hub")
class HubTest {
  private final LiveFixture live = new LiveFixture();
  private final LiveFixture.Client client;

  HubTest() {
    live.reader.put(item("a", 5, "price", "1"));
    client = live.open();
  }

  private void watchA() {
    client.subscribe("s", "'ids':['a']");
    assertThat(client.types()).containsExactly("subscribed", "snapshot");
  }

  @Test
  @DisplayName("given a watched document, when a batch changes it, then its client gets an update")
  void dispatchesChanges() {
    watchA();
    live.dispatch(updated("a", 6, 5, "price", "2"), created("other", 7, "price", "3"));

    assertThat(client.received())
        .containsExactly(
            "{'type':'update','collection':'items','changes':"
                + "[{'id':'a','rev':6,'set':{'price':2}}]}");
  }

  @Test
  @DisplayName("given a full queue, when a document is removed and created, then it is replaced")
  void mergesAcrossRemoval() {
    watchA();
    client.transport.full = true;
    live.dispatch(removed("a", 6));
    live.dispatch(created("a", 7, "price", "3"));
    assertThat(client.received()).isEmpty();
    client.transport.full = false;
    client.session.drained();

    assertThat(client.received())
        .containsExactly(
            "{'type':'update','collection':'items','changes':"
                + "[{'id':'a','rev':7,'doc':{'price':3}}]}");
  }

  @Test
  @DisplayName("given a change during the read of a snapshot, then the snapshot contains it")
  void snapshotSupersedesChanges() {
    live.reader.delay();
    client.subscribe("s", "'ids':['a']");
    live.dispatch(updated("a", 6, 5, "price", "2"));
    live.reader.put(item("a", 6, "price", "2"));
    live.reader.finish();

    assertThat(client.received())
        .hasSize(2)
        .last()
        .isEqualTo(
            "{'type':'snapshot','id':'s','docs':[{'id':'a','rev':6,'doc':{'price':2}}],"
                + "'gone':[],'last':true}");
  }

  @Test
  @DisplayName("given a gap in the feed, then it reads the documents and sends the difference")
  void readsAfterAGap() {
    watchA();
    live.reader.put(item("a", 9, "price", "5"));
    live.hub.onGap(new Position("e", 9));

    assertThat(client.received())
        .containsExactly(
            "{'type':'update','collection':'items','changes':"
                + "[{'id':'a','rev':9,'set':{'price':5}}]}");
  }

  @Test
  @DisplayName("given a read after a gap, then clients can resume only from before the gap")
  void keepsThePositionDuringARead() {
    watchA();
    live.reader.delay();
    live.hub.onGap(new Position("e", 9));
    live.loop.run();
    assertThat(client.session.resumable()).contains(new Position("e", 1));
    live.reader.finish();

    assertThat(client.session.resumable()).contains(new Position("e", 9));
  }

  @Test
  @DisplayName("given open sessions, when the epoch changes, then it closes them with 4503")
  void closesAllAfterAnotherEpoch() {
    LiveFixture.Client other = live.open();
    live.hub.onEpoch(new Position("other", 1));
    live.loop.run();

    assertThat(client.transport.closed).isEqualTo(CloseCode.UNAVAILABLE);
    assertThat(other.transport.closed).isEqualTo(CloseCode.UNAVAILABLE);
    assertThat(live.parts.counters().sessions()).isZero();
  }

  @Test
  @DisplayName("given open sessions, when it drains, then they end evenly after their last changes")
  void drains() {
    List<LiveFixture.Client> clients = List.of(live.open(), live.open(), live.open());
    client.subscribe("s", "'ids':['a'],'interval':60000");
    client.received();
    live.dispatch(updated("a", 6, 5, "price", "2"));
    client.received();
    live.dispatch(updated("a", 7, 6, "price", "3"));
    Future<Void> drained = live.hub.drain(Duration.ofMillis(400));
    live.loop.run();
    assertThat(live.hub.isDraining()).isTrue();
    assertThat(client.types()).containsExactly("bye");
    live.loop.advance(200);
    assertThat(live.parts.counters().sessions()).isEqualTo(2);
    assertThat(drained.isComplete()).isFalse();
    live.loop.advance(220);

    assertThat(drained.succeeded()).isTrue();
    assertThat(clients).allMatch(each -> each.transport.closed == CloseCode.UNAVAILABLE);
    assertThat(client.received())
        .containsExactly(
            "{'type':'update','collection':'items','changes':"
                + "[{'id':'a','rev':7,'set':{'price':3}}]}");
  }

  @Test
  @DisplayName(
      "given too many waiting bytes, when it checks, then it disconnects the slowest client")
  void cutsTheSlowest() {
    live.parts.start();
    LiveFixture.Client slow = live.open();
    for (LiveFixture.Client each : List.of(client, slow)) {
      each.transport.full = true;
      each.session.drained();
    }
    client.transport.unwritten = 2_000;
    slow.transport.unwritten = 9_000;
    live.loop.advance(100);

    assertThat(slow.transport.closed).isEqualTo(CloseCode.TOO_SLOW);
    assertThat(client.transport.closed).isNull();
  }

  @Test
  @DisplayName("given a settled feed, then everything dispatched before has been processed")
  void settles() {
    watchA();
    Future<Void> settled = live.hub.settled();
    assertThat(settled.isComplete()).isFalse();
    live.loop.run();

    assertThat(settled.succeeded()).isTrue();
  }
}

package dev.tidegate.live;

import static dev.tidegate.testing.Items.ITEMS;
import static dev.tidegate.testing.Items.item;
import static dev.tidegate.testing.Items.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.model.Position;
import dev.tidegate.model.Query;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.wire.CloseCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A session")
class SessionTest {
  private final LiveFixture live = new LiveFixture();
  private final LiveFixture.Client client;

  SessionTest() {
    for (String id : List.of("a", "b", "c")) {
      live.reader.put(item(id, 5, "price", "1"));
    }
    client = live.open();
  }

  @Test
  @DisplayName(
      "given an open session, when it is asked to leave, then it continues until it departs")
  void leaves() {
    client.subscribe("s", "'ids':['a']");
    client.received();
    client.session.leave(100);
    client.session.leave(200);
    live.dispatch(updated("a", 6, 5, "price", "2"));
    assertThat(client.types()).containsExactly("bye", "update");
    client.session.depart();

    assertThat(client.session.isClosed()).isTrue();
    assertThat(client.transport.closed).isEqualTo(CloseCode.UNAVAILABLE);
  }

  @Test
  @DisplayName("given a closed connection, when it is closed again, then nothing happens")
  void closesOnce() {
    client.subscribe("s", "'ids':['a']");
    client.session.closed();
    client.session.close(CloseCode.TOO_SLOW);
    client.session.closed();

    assertThat(client.transport.closed).isNull();
    assertThat(live.parts.counters().sessions()).isZero();
    assertThat(live.parts.counters().documents()).isZero();
  }

  @Test
  @DisplayName("given a message that is no JSON object, then it ends with 4400")
  void rejectsBadMessages() {
    client.send("[]");

    assertThat(client.transport.closed).isEqualTo(CloseCode.BAD_MESSAGE);
  }

  @Test
  @DisplayName("given an unknown subscription, when it is unsubscribed, then the socket stays open")
  void answersErrors() {
    client.send("{'type':'unsubscribe','id':'s'}");

    assertThat(client.received()).singleElement().asString().contains("unknown_subscription");
    assertThat(client.session.isClosed()).isFalse();
  }

  @Test
  @DisplayName("given more frames than the rate allows, then it ends with 4429")
  void limitsFrames() {
    for (int i = 0; i < 50; i++) {
      assertThat(client.session.admitFrame()).isTrue();
    }
    assertThat(client.session.admitFrame()).isFalse();

    assertThat(client.transport.closed).isEqualTo(CloseCode.TOO_MANY);
  }

  @Test
  @DisplayName("given a silent client, when the time for a pong is over, then it ends with 4408")
  void endsWithoutPong() {
    live.parts.start();
    live.loop.advance(2_900);
    assertThat(client.transport.closed).isNull();
    assertThat(client.transport.pings).isBetween(2, 3);
    live.loop.advance(2_000);

    assertThat(client.transport.closed).isEqualTo(CloseCode.NO_PONG);
  }

  @Test
  @DisplayName("given a client that answers pings, then it stays open and gets heartbeats")
  void sendsHeartbeats() {
    live.parts.start();
    for (int second = 0; second < 10; second++) {
      live.loop.advance(1_000);
      client.session.receivePong();
    }

    assertThat(client.transport.closed).isNull();
    assertThat(client.types()).hasSizeBetween(10, 11).containsOnly("heartbeat");
  }

  @Test
  @DisplayName("given a full queue, when a heartbeat is due, then only a ping is sent")
  void sendsNoHeartbeatToASlowClient() {
    live.parts.start();
    client.transport.full = true;
    live.loop.advance(1_000);

    assertThat(client.received()).isEmpty();
    assertThat(client.transport.pings).isEqualTo(1);
  }

  @Test
  @DisplayName("given a live query, when its members change, then leave and enter are sent")
  void followsALiveQuery() {
    client.subscribe("q", "'query':{'limit':2}");
    live.queries.members("a", "b");
    assertThat(client.types()).containsExactly("subscribed", "snapshot");
    live.queries.members("c", "a");

    assertThat(client.received())
        .containsExactly(
            "{'type':'leave','id':'q','ids':['b']}",
            "{'type':'enter','id':'q','docs':[{'id':'c','rev':5,'doc':{'price':1},'at':0}]}");
    assertThat(live.parts.counters().documents()).isEqualTo(2);
  }

  @Test
  @DisplayName("given a slow client, when members change repeatedly, then one difference is sent")
  void mergesMembers() {
    client.subscribe("q", "'query':{'limit':2}");
    live.queries.members("a", "b");
    client.received();
    client.transport.full = true;
    live.queries.members("b", "c");
    live.loop.run();
    live.queries.members("a", "c");
    live.loop.run();
    client.transport.full = false;
    client.session.drained();

    assertThat(client.received())
        .containsExactly(
            "{'type':'leave','id':'q','ids':['b']}",
            "{'type':'enter','id':'q','docs':[{'id':'c','rev':5,'doc':{'price':1},'at':1}]}");
  }

  @Test
  @DisplayName("given a live query that fails, then an error is sent and its allowance returned")
  void reportsAFailedQuery() {
    for (int i = 0; i < 5; i++) {
      client.subscribe("q", "'query':{'limit':2}");
      live.queries.fail(new SearchUnavailableException("no index", Duration.ZERO));
      assertThat(client.types()).containsExactly("error");
    }

    assertThat(client.session.isClosed()).isFalse();
    assertThat(client.session.resumable()).isPresent();
  }

  @Test
  @DisplayName("given a stream with one query, when that fails, then the session ends with 4503")
  void endsWithItsOnlyQuery() {
    client.session.search(
        "q",
        new SearchQuery(
            ITEMS, new Query(null, List.of(), List.of()), 2, List.of(), null, false, false),
        ITEMS.allFields(),
        0);
    live.queries.fail(new SearchUnavailableException("no index", Duration.ZERO));
    live.loop.run();

    assertThat(client.transport.closed).isEqualTo(CloseCode.UNAVAILABLE);
  }

  @Test
  @DisplayName("given more queries than its address may watch, then an error is sent")
  void limitsQueriesOfAnAddress() {
    for (int i = 1; i <= 3; i++) {
      client.subscribe("q" + i, "'query':{'limit':" + i + "}");
    }
    assertThat(client.types()).isEmpty();
    client.subscribe("q4", "'query':{'limit':4}");
    assertThat(client.received()).singleElement().asString().contains("too_many_queries");
    client.send("{'type':'unsubscribe','id':'q1'}");
    client.subscribe("q4", "'query':{'limit':4}");

    assertThat(client.types()).isEmpty();
  }

  @Test
  @DisplayName("given a resume position, then documents that have not changed since are left out")
  void resumes() {
    client.session.watch("s", ITEMS, Set.of("a"), ITEMS.allFields(), 0, new Position("e", 1));
    assertThat(client.received())
        .last()
        .asString()
        .contains("'docs':[{'id':'a'")
        .endsWith("'last':true}");
    live.dispatch(updated("a", 6, 5, "price", "2"));
    live.reader.put(item("a", 6, "price", "2"));
    LiveFixture.Client again = live.open();
    again.session.watch("s", ITEMS, Set.of("a"), ITEMS.allFields(), 0, new Position("e", 6));

    assertThat(again.received()).last().asString().contains("'docs':[]");
  }
}

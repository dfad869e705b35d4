package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import org.junit.jupiter.api.Test;

/** Subscriptions to documents over a WebSocket. */
@GatewayTest(collections = {"orders", "products"})
class LiveIT {
  private final GatewayServer gateway;
  private final HttpCalls http;

  LiveIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  private static String subscribe(String id, String ids, String more) {
    return json(
        "{'type':'subscribe','id':'%s','collection':'products','ids':[%s]%s}", id, ids, more);
  }

  @Test
  void aSnapshotThenFieldLevelUpdates() {
    http.put("/v1/products/l1", json("{'name':'x','price':1,'badge':'new'}"));
    try (LiveClient client = gateway.live()) {
      assertThat(client.await("welcome").path("epoch").asText()).isNotEmpty();
      client.send(subscribe("s", "\"l1\",\"l2\"", ""));
      JsonNode subscribed = client.await("subscribed");
      assertThat(subscribed.path("interval").asInt()).isZero();
      assertThat(subscribed.path("position").asText()).isNotEmpty();
      JsonNode snapshot = client.await("snapshot");
      assertThat(snapshot.at("/docs/0/id").asText()).isEqualTo("l1");
      assertThat(snapshot.path("gone").toString()).isEqualTo(json("['l2']"));
      assertThat(snapshot.path("last").asBoolean()).isTrue();

      long rev = http.patch("/v1/products/l1", json("{'price':2,'badge':null,'name':'x'}")).rev();
      JsonNode update = client.await("update");
      assertThat(update.path("collection").asText()).isEqualTo("products");
      assertThat(update.at("/changes/0").toString())
          .isEqualTo(json("{'id':'l1','rev':%d,'set':{'price':2},'unset':['badge']}", rev));

      long created = http.put("/v1/products/l2", json("{'name':'y'}")).rev();
      assertThat(client.await("update").at("/changes/0").toString())
          .isEqualTo(json("{'id':'l2','rev':%d,'doc':{'name':'y'}}", created));
      long deleted = http.delete("/v1/products/l2").rev();
      assertThat(client.await("update").at("/changes/0").toString())
          .isEqualTo(json("{'id':'l2','rev':%d,'gone':true}", deleted));
    }
  }

  @Test
  void oneSessionGetsTheUnionOfFieldsOnce() {
    http.put("/v1/products/u1", json("{'name':'x','price':1,'stock':1}"));
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("s1", "\"u1\"", json(",'fields':['price']")));
      assertThat(client.await("snapshot").at("/docs/0/doc").toString())
          .isEqualTo(json("{'price':1}"));
      client.send(subscribe("s2", "\"u1\"", json(",'fields':['stock']")));
      assertThat(client.await("snapshot").at("/docs/0/doc").toString())
          .isEqualTo(json("{'price':1,'stock':1}"));
      http.patch("/v1/products/u1", json("{'price':5,'stock':5,'name':'z'}"));
      JsonNode update = client.await("update");
      assertThat(update.path("changes")).hasSize(1);
      assertThat(update.at("/changes/0/set").toString()).isEqualTo(json("{'price':5,'stock':5}"));
    }
  }

  @Test
  void haveLeavesOutWhatTheClientHolds() {
    long rev = http.put("/v1/products/h1", json("{'name':'x'}")).rev();
    http.put("/v1/products/h2", json("{'name':'y'}"));
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("s", "\"h1\",\"h2\"", json(",'have':{'h1':%d,'h2':1}", rev)));
      JsonNode snapshot = client.await("snapshot");
      assertThat(snapshot.path("docs").findValuesAsText("id")).containsExactly("h2");
    }
  }

  @Test
  void whatAnEarlierSnapshotReplacedIsNotHeldAnyMore() {
    long rev = http.put("/v1/products/h3", json("{'name':'x','price':1}")).rev();
    String have = json(",'have':{'h3':%d}", rev);
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("narrow", "\"h3\"", json(",'fields':['price']")));
      assertThat(client.await("snapshot").path("docs")).hasSize(1);
      client.send(subscribe("wide", "\"h3\"", have));
      assertThat(client.await("snapshot").at("/docs/0/doc").toString())
          .isEqualTo(json("{'name':'x','price':1}"));
      client.send(subscribe("other", "\"h3\"", have));
      assertThat(client.await("snapshot").path("docs")).isEmpty();
    }
  }

  @Test
  void unsubscribedMeansSilence() {
    http.put("/v1/products/q1", json("{'name':'x','stock':0}"));
    http.put("/v1/products/q2", json("{'name':'x','stock':0}"));
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("s1", "\"q1\"", ""));
      client.send(subscribe("s2", "\"q2\"", ""));
      client.await("snapshot");
      client.await("snapshot");
      client.send(json("{'type':'unsubscribe','id':'s1'}"));
      client.send(json("{'type':'ping'}"));
      client.await("pong");
      http.post("/v1/products/q1/adjust", json("{'stock':1}"));
      http.post("/v1/products/q2/adjust", json("{'stock':1}"));
      assertThat(client.await("update").path("changes").findValuesAsText("id"))
          .containsExactly("q2");
    }
  }

  @Test
  void anIntervalIsBetweenUpdatesAndASnapshotIsNone() {
    http.put("/v1/products/i2", json("{'name':'x'}"));
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("s", "\"i2\"", json(",'interval':300000"))).await("snapshot");
      long rev = http.patch("/v1/products/i2", json("{'stock':1}")).rev();
      client.awaitView(view -> view.rev("i2") == rev, "the first update at once");
    }
  }

  @Test
  void anIntervalMergesWhatHappensWithin() {
    http.put("/v1/products/i1", json("{'name':'x','price':0,'stock':0}"));
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("s", "\"i1\"", json(",'interval':2000")));
      client.await("snapshot");
      http.patch("/v1/products/i1", json("{'sold':1}"));
      client.await("update");
      http.patch("/v1/products/i1", json("{'price':1}"));
      http.patch("/v1/products/i1", json("{'stock':1}"));
      long last = http.patch("/v1/products/i1", json("{'price':2}")).rev();
      JsonNode update = client.await("update");
      assertThat(update.at("/changes/0").toString())
          .isEqualTo(json("{'id':'i1','rev':%d,'set':{'price':2,'stock':1}}", last));
    }
  }

  @Test
  void whatCanNotBeServedIsAnErrorAndTheSocketLives() {
    try (LiveClient client = gateway.live()) {
      client.await("welcome");
      assertThat(error(client, json("{'type':'what'}"))).isEqualTo("invalid_message");
      assertThat(error(client, "{}")).isEqualTo("invalid_message");
      assertThat(error(client, subscribe("s", "", ""))).isEqualTo("invalid_message");
      assertThat(error(client, subscribe("s", "\"_\"", ""))).isEqualTo("invalid_message");
      assertThat(error(client, subscribe("s", "1", ""))).isEqualTo("invalid_message");
      assertThat(error(client, subscribe("s", "\"a\"", json(",'interval':-1"))))
          .isEqualTo("invalid_message");
      assertThat(error(client, subscribe("s", "\"a\"", json(",'fields':['no']"))))
          .isEqualTo("invalid_message");
      assertThat(error(client, subscribe("s", "\"a\"", "").replace("products", "nope")))
          .isEqualTo("unknown_collection");
      assertThat(error(client, json("{'type':'unsubscribe','id':'s'}")))
          .isEqualTo("unknown_subscription");
      client.send(subscribe("s", "\"a\"", ""));
      client.await("snapshot");
      assertThat(error(client, subscribe("s", "\"a\"", "").replace("products", "orders")))
          .isEqualTo("subscription_exists");
    }
  }

  private static String error(LiveClient client, String message) {
    return client.send(message).await("error").at("/problem/code").asText();
  }

  @Test
  void whatIsNoMessageCloses() {
    for (String text : new String[] {"", "x", "[]", "1", "{\"a\":1"}) {
      try (LiveClient client = gateway.live()) {
        assertThat(client.send(text).awaitClose()).as(text).isEqualTo(4400);
      }
    }
    try (LiveClient client = gateway.live()) {
      assertThat(client.sendBinary(new byte[] {1}).awaitClose()).isEqualTo(4400);
    }
    try (LiveClient client = gateway.live()) {
      client.send("{\"type\":\"ping\",\"x\":\"" + "x".repeat(300 << 10) + "\"}");
      assertThat(client.awaitClose()).isIn(1009, 4413);
    }
  }

  @Test
  void afterWritesPauseTheClientHoldsWhatGetAnswers() {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      ids.append(i == 0 ? "" : ",").append("\"c").append(i).append('"');
    }
    try (LiveClient client = gateway.live()) {
      client.send(subscribe("s", ids.toString(), ""));
      for (int i = 0; i < 600; i++) {
        String path = "/v1/products/c" + i * 7 % 50;
        switch (i % 5) {
          case 0, 1 -> http.put(path, json("{'name':'n%d','price':%d}", i, i));
          case 2 -> http.patch(path, json("{'badge':'b%d','price':null}", i));
          case 3 -> http.post(path + "/adjust", json("{'stock':%d}", i));
          default -> http.delete(path);
        }
      }
      for (int i = 0; i < 50; i++) {
        String id = "c" + i;
        HttpCalls.Answer now = http.get("/v1/products/" + id);
        if (now.status() == 404) {
          client.awaitView(view -> view.doc(id) == null, id + " to be gone");
        } else {
          client.awaitView(view -> view.rev(id) == now.rev(), id + " to be at " + now.rev());
          assertThat(client.view().doc(id)).isEqualTo(now.json().path("doc"));
        }
      }
    }
  }
}

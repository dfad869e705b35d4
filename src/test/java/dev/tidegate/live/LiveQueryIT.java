package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.LiveView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Live queries. Each test has a category of its own. */
@GatewayTest(collections = {"orders", "products"})
class LiveQueryIT {
  private final GatewayServer gateway;
  private final HttpCalls http;

  LiveQueryIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @Test
  void beginsWithWhatASearchAnswersAndKeepsItUpToDate() {
    put("a1", "alpha", "Green tea", 300, 5);
    put("a2", "alpha", "Black tea", 100, 5);
    put("a3", "alpha", "White tea", 200, 0);
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'filter':{'category':'alpha','stock':{'gte':1}},'sort':'price'"));
      awaitList(client, List.of("a2", "a1"));
      http.patch("/v1/products/a2", json("{'price':250}"));
      JsonNode update = client.await("update");
      assertThat(update.at("/changes/0/set").toString()).isEqualTo(json("{'price':250}"));
      http.post("/v1/products/a3/adjust", json("{'stock':2}"));
      JsonNode enter = client.await("enter");
      assertThat(enter.at("/docs/0/id").asText()).isEqualTo("a3");
      assertThat(enter.at("/docs/0/at").asInt()).isZero();
      assertThat(enter.at("/docs/0/doc/stock").asInt()).isEqualTo(2);
      http.post("/v1/products/a2/adjust", json("{'stock':-5}"));
      assertThat(client.await("leave").at("/ids/0").asText()).isEqualTo("a2");
      http.patch("/v1/products/a3", json("{'price':900}"));
      awaitList(client, List.of("a1", "a3"));
      http.delete("/v1/products/a1");
      awaitList(client, List.of("a3"));
      put("a9", "alpha", "New", 1, 1);
      awaitList(client, List.of("a9", "a3"));
    }
  }

  @Test
  void ofAllDocumentsToo() {
    try (LiveClient client = gateway.live()) {
      client.send(message("s", json("'limit':3")).replace("products", "orders"));
      awaitList(client, List.of());
      http.put("/v1/orders/o1", json("{'customer':'u','status':'placed'}"));
      awaitList(client, List.of("o1"));
      http.delete("/v1/orders/o1");
      awaitList(client, List.of());
    }
  }

  @Test
  void matchesTextAsTheSearchDoes() {
    put("b1", "beta", "Crème Brûlée dish", 1, 1);
    put("b2", "beta", "Plain dish", 2, 1);
    try (LiveClient client = gateway.live()) {
      subscribe(
          client, json("'q':'creme dishh -spoon ','filter':{'category':'beta'},'sort':'price'"));
      awaitList(client, List.of("b1"));
      http.patch("/v1/products/b2", json("{'name':'Dish for CRÈME'}"));
      awaitList(client, List.of("b1", "b2"));
      http.patch("/v1/products/b1", json("{'description':'with a spoon'}"));
      awaitList(client, List.of("b2"));
    }
  }

  @Test
  void fillsThePageAgainWhenMembersLeave() {
    StringBuilder lines = new StringBuilder();
    for (int i = 100; i < 200; i++) {
      lines.append(
          json("{'op':'put','id':'c%d','doc':{'name':'x','category':'gamma','price':%d}}%n", i, i));
    }
    http.post("/v1/products/_bulk", lines.toString());
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'filter':{'category':'gamma'},'sort':'price','limit':5"));
      awaitList(client, List.of("c100", "c101", "c102", "c103", "c104"));
      StringBuilder deletions = new StringBuilder();
      for (int i = 100; i < 190; i++) {
        deletions.append(json("{'op':'delete','id':'c%d'}%n", i));
      }
      http.post("/v1/products/_bulk", deletions.toString());
      awaitList(client, List.of("c190", "c191", "c192", "c193", "c194"));
      http.patch("/v1/products/c199", json("{'price':1}"));
      awaitList(client, List.of("c199", "c190", "c191", "c192", "c193"));
    }
  }

  @Test
  void byRelevanceNewMembersGetTheirPlaceFromTheIndex() {
    put("d1", "delta", "lantern", 1, 1);
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'q':'lantern ','filter':{'category':'delta'}"));
      awaitList(client, List.of("d1"));
      put("d0", "delta", "box with a lantern on top of it, brown", 1, 1);
      awaitList(client, List.of("d1", "d0"));
      http.delete("/v1/products/d1");
      awaitList(client, List.of("d0"));
    }
  }

  @Test
  void byRelevanceTheOrderIsTheSearchsWhenAPreferenceTurns() {
    put("h1", "theta", "lantern", 1, 9);
    put("h2", "theta", "lantern", 1, 9);
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'q':'lantern ','filter':{'category':'theta'}"));
      awaitList(client, List.of("h1", "h2"));
      http.post("/v1/products/h1/adjust", json("{'stock':-9}"));
      awaitList(client, List.of("h2", "h1"));
      http.post("/v1/products/h1/adjust", json("{'stock':1}"));
      awaitList(client, List.of("h1", "h2"));
    }
  }

  @Test
  void haveLeavesOutWhatTheClientHoldsAndOrderTellsTheMembers() {
    long rev = put("e1", "epsilon", "x", 2, 1);
    put("e2", "epsilon", "y", 1, 1);
    Eventually.get(
        () -> http.get("/v1/products?category=epsilon").json().path("total").asInt(),
        total -> total == 2);
    try (LiveClient client = gateway.live()) {
      client.send(
          message("s", json("'filter':{'category':'epsilon'},'sort':'price'"))
              .replace("{\"type\"", "{\"have\":{\"e1\":%d,\"e0\":7},\"type\"".formatted(rev)));
      awaitList(client, List.of("e2", "e1"));
      assertThat(client.view().doc("e2")).isNotNull();
      assertThat(client.view().doc("e1")).isNull();
    }
  }

  @Test
  void aSnapshotIsNoOlderThanAWriteAnsweredBefore() {
    put("i0", "kappa", "x", 0, 1);
    String query = json("'filter':{'category':'kappa'},'sort':'price'");
    try (LiveClient client = gateway.live();
        LiveClient other = gateway.live()) {
      subscribe(client, query);
      awaitList(client, List.of("i0"));
      for (int i = 0; i < 60; i++) {
        LiveClient asking = i % 2 == 0 ? client : other;
        put("i1", "kappa", "x", 1, 1);
        assertThat(order(asking, "in" + i, query)).isEqualTo(json("['i0','i1']"));
        http.patch("/v1/products/i1", json("{'category':'none'}"));
        assertThat(order(asking, "out" + i, query)).isEqualTo(json("['i0']"));
      }
    }
  }

  /** Returns the order of the members in a snapshot. */
  private static String order(LiveClient client, String id, String query) {
    client.send(message(id, query));
    String order =
        client
            .await(m -> m.has("order") && m.path("id").asText().equals(id), "snapshot")
            .path("order")
            .toString();
    client.send(json("{'type':'unsubscribe','id':'%s'}", id));
    return order;
  }

  @Test
  void fieldsAndIntervalGoForMembers() {
    put("f1", "zeta", "x", 2, 1);
    try (LiveClient client = gateway.live()) {
      client.send(
          message("s", json("'filter':{'category':'zeta'}"))
              .replace("{\"type\"", "{\"fields\":[\"price\"],\"interval\":50,\"type\""));
      assertThat(client.await("subscribed").path("interval").asInt()).isEqualTo(50);
      awaitList(client, List.of("f1"));
      assertThat(String.valueOf(client.view().doc("f1"))).isEqualTo(json("{'price':2}"));
      put("f2", "zeta", "y", 3, 1);
      assertThat(client.await("enter").at("/docs/0/doc").toString()).isEqualTo(json("{'price':3}"));
    }
  }

  @Test
  void theFirstUpdateOfANewMemberDoesNotWaitForTheInterval() {
    try (LiveClient client = gateway.live()) {
      client.send(
          message("s", json("'filter':{'category':'lambda'}"))
              .replace("{\"type\"", "{\"interval\":300000,\"type\""));
      awaitList(client, List.of());
      put("l1", "lambda", "x", 2, 1);
      client.await("enter");
      http.patch("/v1/products/l1", json("{'price':3}"));
      client.awaitView(view -> price(view, "l1") == 3, "the price");
    }
  }

  @Test
  void aMemberThatLeavesStaysWatchedByItsId() {
    put("g1", "eta", "x", 2, 1);
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'filter':{'category':'eta','price':{'lt':5}}"));
      awaitList(client, List.of("g1"));
      client.send(json("{'type':'subscribe','id':'d','collection':'products','ids':['g1']}"));
      client.await("snapshot");
      http.patch("/v1/products/g1", json("{'price':9}"));
      client.await("leave");
      http.patch("/v1/products/g1", json("{'price':10}"));
      client.awaitView(view -> price(view, "g1") == 10, "the price");
      client.send(json("{'type':'unsubscribe','id':'s'}"));
      http.patch("/v1/products/g1", json("{'price':1}"));
      client.awaitView(view -> price(view, "g1") == 1, "the price");
      assertThat(client.view().list("s")).isEmpty();
    }
  }

  @Test
  void anotherQueryUnderTheSameIdReplacesTheFirst() {
    put("h1", "theta", "x", 2, 1);
    put("h2", "iota", "x", 2, 1);
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'filter':{'category':'theta'}"));
      awaitList(client, List.of("h1"));
      subscribe(client, json("'filter':{'category':['iota','theta']},'sort':'-category'"));
      awaitList(client, List.of("h1", "h2"));
      subscribe(client, json("'filter':{'category':{'not':['theta']},'price':2,'name':'x'}"));
      assertThat(client.await("error").at("/problem/errors/0/pointer").asText())
          .isEqualTo("/query/filter/name");
      assertThat(client.view().list("s")).containsExactly("h1", "h2");
    }
  }

  @Test
  void whatIsWrongWithAQueryIsNamed() {
    try (LiveClient client = gateway.live()) {
      assertThat(wrong(client, json("'filter':{'nope':1}"))).isEqualTo("/query/filter/nope");
      assertThat(wrong(client, json("'filter':{'price':{'gte':5,'lt':1}}")))
          .isEqualTo("/query/filter/price");
      assertThat(wrong(client, json("'filter':{'price':'5'}"))).isEqualTo("/query/filter/price");
      assertThat(wrong(client, json("'filter':{'brand':[]}"))).isEqualTo("/query/filter/brand");
      assertThat(wrong(client, json("'filter':[]"))).isEqualTo("/query/filter");
      assertThat(wrong(client, json("'sort':'nope'"))).isEqualTo("/query/sort");
      assertThat(wrong(client, json("'limit':201"))).isEqualTo("/query/limit");
      assertThat(wrong(client, json("'limit':0"))).isEqualTo("/query/limit");
      assertThat(wrong(client, json("'q':1"))).isEqualTo("/query/q");
      assertThat(wrong(client, json("'facets':'brand'"))).isEqualTo("/query/facets");
      client.send(message("s", json("'limit':1")).replace("products", "nope"));
      assertThat(client.await("error").at("/problem/code").asText())
          .isEqualTo("unknown_collection");
    }
  }

  private String wrong(LiveClient client, String query) {
    client.send(message("s", query));
    return client.await("error").at("/problem/errors/0/pointer").asText();
  }

  private long put(String id, String category, String name, int price, int stock) {
    return http.put(
            "/v1/products/" + id,
            json(
                "{'name':'%s','category':'%s','price':%d,'stock':%d}",
                name, category, price, stock))
        .rev();
  }

  private static int price(LiveView view, String id) {
    JsonNode doc = view.doc(id);
    return doc == null ? -1 : doc.path("price").asInt();
  }

  private static void subscribe(LiveClient client, String query) {
    client.send(message("s", query));
  }

  private static String message(String id, String query) {
    return json("{'type':'subscribe','id':'%s','collection':'products','query':{%s}}", id, query);
  }

  private static void awaitList(LiveClient client, List<String> ids) {
    client.awaitView(view -> ids.equals(view.list("s")), ids.toString());
  }
}

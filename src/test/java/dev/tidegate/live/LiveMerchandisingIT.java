package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pinned and hidden members of live queries. Each test has a word of its own. */
@GatewayTest
class LiveMerchandisingIT {
  private final GatewayServer gateway;
  private final HttpCalls http;

  LiveMerchandisingIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @Test
  void membersFollowTheRules() {
    fill("amphora");
    rule("amphora", json("'pinned':['3:amphora-other'],'hidden':['amphora2']"));
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'q':'Amphora','limit':4"));
      awaitAsSearched(client, "amphora1", "amphora3", "amphora-other", "amphora4");
      rule("amphora", json("'pinned':['3:amphora-other']"));
      awaitAsSearched(client, "amphora1", "amphora2", "amphora-other", "amphora3");
      rule("amphora", json("'pinned':['amphora5','9:amphora1'],'hidden':['amphora3']"));
      awaitAsSearched(client, "amphora5", "amphora2", "amphora4", "amphora1");
      http.put("/v1/product_rules/amphora", json("{'query':'amphoras'}"));
      awaitAsSearched(client, "amphora1", "amphora2", "amphora3", "amphora4");
      rule("amphora", json("'hidden':['amphora1','amphora2','amphora3','amphora4']"));
      awaitAsSearched(client, "amphora5");
      http.delete("/v1/product_rules/amphora");
      awaitAsSearched(client, "amphora1", "amphora2", "amphora3", "amphora4");
    }
  }

  @Test
  void aPinnedMemberComesAndGoesWithItsDocument() {
    fill("carafe");
    rule("carafe", json("'pinned':['2:carafe-new','1:carafe-other'],'hidden':['carafe1']"));
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'q':'carafe','filter':{'stock':{'gte':1}},'limit':3"));
      awaitList(client, "carafe-other", "carafe2", "carafe3");
      http.put("/v1/products/carafe-new", json("{'name':'Thing','stock':1}"));
      awaitList(client, "carafe-other", "carafe-new", "carafe2");
      http.post("/v1/products/carafe-other/adjust", json("{'stock':-1}"));
      awaitList(client, "carafe2", "carafe-new", "carafe3");
      http.post("/v1/products/carafe-other/adjust", json("{'stock':1}"));
      awaitList(client, "carafe-other", "carafe-new", "carafe2");
      http.delete("/v1/products/carafe-new");
      awaitList(client, "carafe-other", "carafe2", "carafe3");
      http.patch("/v1/products/carafe-other", json("{'badge':'new'}"));
      client.awaitView(
          view -> {
            var doc = view.doc("carafe-other");
            return doc != null && doc.path("badge").asText().equals("new");
          },
          "the change of a pinned member");
      http.patch("/v1/products/carafe1", json("{'sold':10000}"));
      http.patch("/v1/products/carafe5", json("{'sold':9000}"));
      awaitList(client, "carafe-other", "carafe5", "carafe2");
    }
  }

  @Test
  void withASortDocumentsAreHiddenOnly() {
    fill("decanter");
    rule("decanter", json("'pinned':['decanter3'],'hidden':['decanter2']"));
    try (LiveClient client = gateway.live()) {
      subscribe(client, json("'q':'decanter','sort':'-sold','limit':3"));
      awaitList(client, "decanter1", "decanter3", "decanter4");
      rule("decanter", json("'hidden':['decanter1']"));
      awaitList(client, "decanter2", "decanter3", "decanter4");
    }
  }

  /** Five products of that name, the first one sold most, and another one. */
  private void fill(String word) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 5; i++) {
      lines.append(
          """
          {"op":"put","id":"%s%d","doc":{"name":"%s","sold":%d,"stock":1}}
          """
              .formatted(word, i, word, 100 - i));
    }
    lines.append(
        """
        {"op":"put","id":"%s-other","doc":{"name":"Thing","stock":1}}
        """
            .formatted(word));
    http.post("/v1/products/_bulk", lines.toString());
    Eventually.get(() -> search("q=" + word), ids -> ids.size() == 5);
  }

  private void rule(String word, String lists) {
    String rule = "{\"query\":\"" + word + "\"," + lists + "}";
    assertThat(http.put("/v1/product_rules/" + word, rule).status()).isIn(200, 201);
  }

  private List<String> search(String parameters) {
    return http.get("/v1/products?" + parameters).json().path("hits").findValuesAsText("id");
  }

  private static void subscribe(LiveClient client, String query) {
    client.send(json("{'type':'subscribe','id':'s','collection':'products','query':{%s}}", query));
  }

  private void awaitAsSearched(LiveClient client, String... ids) {
    assertThat(search("q=amphora&limit=4")).containsExactly(ids);
    awaitList(client, ids);
  }

  private static void awaitList(LiveClient client, String... ids) {
    client.awaitView(view -> List.of(ids).equals(view.list("s")), String.join(", ", ids));
  }
}

package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Writes of one document. */
@GatewayTest
class WriteIT {
  private static final String TEA = json("{'name':'Tea','price':1299,'stock':5,'badge':'new'}");

  private final HttpCalls http;

  WriteIT(GatewayServer gateway) {
    this.http = gateway.http();
  }

  @Test
  void putCreatesThenReplaces() {
    Answer created = http.put("/v1/products/put", TEA);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("id").asText()).isEqualTo("put");
    assertThat(created.header("etag")).isEqualTo('"' + String.valueOf(created.rev()) + '"');

    Answer replaced = http.put("/v1/products/put", json("{'name':'Coffee'}"));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.rev()).isGreaterThan(created.rev());
    assertThat(http.get("/v1/products/put").json().path("doc").toString())
        .isEqualTo(json("{'name':'Coffee'}"));
  }

  @Test
  void patchSetsAndRemoves() {
    http.put("/v1/products/patch", TEA);
    Answer patched = http.patch("/v1/products/patch", json("{'price':999,'badge':null}"));
    assertThat(patched.status()).isEqualTo(200);
    Answer read = http.get("/v1/products/patch");
    assertThat(read.rev()).isEqualTo(patched.rev());
    assertThat(read.json().path("doc").toString())
        .isEqualTo(json("{'name':'Tea','price':999,'stock':5}"));
    assertThat(http.patch("/v1/products/absent", json("{'price':1}")).status()).isEqualTo(404);
  }

  @Test
  void everyAcceptedWriteDrawsARevisionEvenIfNoValueDiffers() {
    long first = http.put("/v1/products/same", TEA).rev();
    long second = http.put("/v1/products/same", TEA).rev();
    assertThat(second).isGreaterThan(first);
    assertThat(http.get("/v1/products/same").rev()).isEqualTo(second);
  }

  @Test
  void revisionsGrowOverDeletionAndRecreation() {
    long created = http.put("/v1/products/reborn", TEA).rev();
    long deleted = http.delete("/v1/products/reborn").rev();
    assertThat(http.get("/v1/products/reborn").status()).isEqualTo(404);
    assertThat(http.delete("/v1/products/reborn").status()).isEqualTo(404);
    Answer again = http.put("/v1/products/reborn", TEA);
    assertThat(again.status()).isEqualTo(201);
    assertThat(deleted).isGreaterThan(created);
    assertThat(again.rev()).isGreaterThan(deleted);
  }

  @Test
  void adjustAddsAllOrNone() {
    http.put("/v1/products/adjust", TEA);
    Answer sold = http.post("/v1/products/adjust/adjust", json("{'stock':-2,'sold':2}"));
    assertThat(sold.status()).isEqualTo(200);
    assertThat(sold.json().path("doc").toString()).isEqualTo(json("{'stock':3,'sold':2}"));

    Answer refused = http.post("/v1/products/adjust/adjust", json("{'sold':9,'stock':-4}"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("out_of_bounds");
    assertThat(refused.json().path("errors").get(0).path("pointer").asText()).isEqualTo("/stock");
    assertThat(http.get("/v1/products/adjust").json().path("doc").path("sold").asInt())
        .isEqualTo(2);
    assertThat(http.post("/v1/products/nobody/adjust", json("{'stock':1}")).status())
        .isEqualTo(404);
  }

  @Test
  void adjustKeepsSixteenDigits() {
    http.put("/v1/products/large", json("{'name':'x','sold':9007199254740990}"));
    assertThat(
            http.post("/v1/products/large/adjust", json("{'sold':1}"))
                .json()
                .path("doc")
                .toString())
        .isEqualTo(json("{'sold':9007199254740991}"));
    assertThat(http.post("/v1/products/large/adjust", json("{'sold':1}")).code())
        .isEqualTo("out_of_bounds");
  }

  @Test
  void preconditionsAreChecked() {
    long rev = http.put("/v1/products/if", TEA).rev();
    Answer mismatch = http.put("/v1/products/if", TEA, "If-Match", "\"" + (rev - 1) + "\"");
    assertThat(mismatch.status()).isEqualTo(412);
    assertThat(mismatch.code()).isEqualTo("revision_mismatch");
    assertThat(mismatch.json().path("current_rev").asLong()).isEqualTo(rev);
    assertThat(http.put("/v1/products/if", TEA, "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(http.put("/v1/products/if", TEA, "If-Match", "\"" + rev + "\"").status())
        .isEqualTo(200);
    assertThat(http.put("/v1/products/none", TEA, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(http.put("/v1/products/fresh", TEA, "If-None-Match", "*").status()).isEqualTo(201);
    assertThat(http.put("/v1/products/if", TEA, "If-Match", "no").code())
        .isEqualTo("invalid_header");
  }

  @Test
  void severalTagsAreAnyOfThemAsProxiesChangeThem() {
    String path = "/v1/products/tags";
    String[] tags = new String[3];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = http.put(path, TEA).header("etag");
    }
    String now = tags[2];
    assertThat(http.patch(path, json("{'stock':1}"), "If-Match", "W/" + tags[1]).code())
        .isEqualTo("revision_mismatch");
    assertThat(http.patch(path, json("{'stock':1}"), "If-Match", "\"abc\"").status())
        .isEqualTo(412);
    String old = tags[0] + ", " + tags[1];
    assertThat(http.patch(path, json("{'stock':1}"), "If-Match", old).status()).isEqualTo(412);
    Answer weak = http.patch(path, json("{'stock':1}"), "If-Match", "W/" + now);
    assertThat(weak.status()).isEqualTo(200);
    String extended = weak.header("etag").replaceAll("\"$", "-gzip\"");
    assertThat(http.get(path, "If-None-Match", extended).status()).isEqualTo(304);
    assertThat(http.get(path, "If-None-Match", "W/" + extended).status()).isEqualTo(304);
    Answer any = http.patch(path, json("{'stock':1}"), "If-Match", old + ",W/\"1\", " + extended);
    assertThat(any.status()).isEqualTo(200);
    Answer apart =
        http.patch(path, json("{'stock':2}"), "If-Match", tags[0], "If-Match", any.header("etag"));
    assertThat(apart.status()).isEqualTo(200);
    assertThat(http.delete(path, "If-Match", "\"1\" \"2\"").code()).isEqualTo("invalid_header");
    assertThat(http.get(path, "If-None-Match", "\"1\"", "If-None-Match", apart.header("etag")))
        .extracting(Answer::status)
        .isEqualTo(304);
  }

  @Test
  void whatIsNotUnderstoodChangesNothing() {
    http.put("/v1/products/kept", TEA);
    for (Answer answer :
        List.of(
            http.delete("/v1/products/kept?rev=1"),
            http.put("/v1/products/kept?rev=1", TEA),
            http.patch("/v1/products/kept?rev=1", json("{'stock':1}")),
            http.post("/v1/products/kept/adjust?rev=1", json("{'stock':1}")),
            http.post("/v1/products/_bulk?rev=1", json("{'op':'delete','id':'kept'}")))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("rev");
    }
    String[] twoKeys = {"Idempotency-Key", "a", "Idempotency-Key", "b"};
    assertThat(http.delete("/v1/products/kept", twoKeys).code()).isEqualTo("invalid_header");
    assertThat(http.get("/v1/products/kept").json().at("/doc/stock").asInt()).isEqualTo(5);
  }

  @Test
  void aRepeatedKeyGetsTheFirstAnswer() {
    http.put("/v1/products/key", TEA);
    String[] key = {"Idempotency-Key", "k1"};
    Answer first = http.post("/v1/products/key/adjust", json("{'stock':-1}"), key);
    Answer again = http.post("/v1/products/key/adjust", json("{'stock':-1}"), key);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(http.get("/v1/products/key").json().path("doc").path("stock").asInt()).isEqualTo(4);
    Answer reused = http.post("/v1/products/key/adjust", json("{'stock':-2}"), key);
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.code()).isEqualTo("key_reused");
  }

  @Test
  void aRefusedWriteIsNotRemembered() {
    http.put("/v1/products/retry", TEA);
    String[] key = {"Idempotency-Key", "k"};
    assertThat(http.post("/v1/products/retry/adjust", json("{'stock':-9}"), key).status())
        .isEqualTo(409);
    http.post("/v1/products/retry/adjust", json("{'stock':10}"));
    assertThat(http.post("/v1/products/retry/adjust", json("{'stock':-9}"), key).status())
        .isEqualTo(200);
  }

  @Test
  void aBadBodyIsToldWholeAndChangesNothing() {
    Answer refused =
        http.put(
            "/v1/products/bad",
            json("{'nme':'x','price':-1,'stock':1.5,'tags':'a','sold':null,'updated':'x'}"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/nme", "/price", "/stock", "/tags", "/sold", "/updated", "/name");
    assertThat(http.get("/v1/products/bad").status()).isEqualTo(404);
    assertThat(http.put("/v1/products/bad", "{\"name\":").code()).isEqualTo("invalid_json");
    assertThat(http.put("/v1/products/bad", json("{'name':'a','name':'b'}")).code())
        .isEqualTo("invalid_json");
    assertThat(http.put("/v1/products/bad", "[]").code()).isEqualTo("invalid_json");
    assertThat(http.patch("/v1/products/bad", json("{'name':null}")).status()).isEqualTo(400);
  }

  @Test
  void valuesAreKeptCanonical() {
    http.put(
        "/v1/products/canon",
        """
        { "updated" : "2026-01-31T12:00:00+02:00", "name" : "caf\\u00e9", "tags":[ "a" , "b" ],
          "price": 1e2, "stock":0 }""");
    assertThat(http.get("/v1/products/canon").json().path("doc").toString())
        .isEqualTo(
            json(
                "{'name':'café','tags':['a','b'],'price':100,'stock':0,"
                    + "'updated':'2026-01-31T10:00:00Z'}"));
  }

  @Test
  void pathsMethodsAndIdsAreToldApart() {
    assertThat(http.get("/v1/nothing/a").code()).isEqualTo("unknown_collection");
    assertThat(http.get("/v2/products/a").code()).isEqualTo("unknown_path");
    assertThat(http.put("/v1/products/_a", TEA).code()).isEqualTo("invalid_id");
    assertThat(http.put("/v1/products/a%2Fb", TEA).code()).isEqualTo("invalid_id");
    assertThat(http.put("/v1/products/" + "x".repeat(129), TEA).code()).isEqualTo("invalid_id");
    Answer wrong = http.post("/v1/products/a", TEA);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("allow")).contains("PUT").contains("DELETE");
    String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
    assertThat(http.put("/v1/products/huge", large).status()).isEqualTo(413);
  }

  @Test
  void foreignPagesMayNotWrite() {
    Answer refused = http.put("/v1/products/csrf", TEA, "Origin", "http://evil.example");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(http.get("/v1/products/csrf").status()).isEqualTo(404);
  }

  @Test
  void concurrentAdjustsAllCount() throws ExecutionException, InterruptedException {
    http.put("/v1/products/busy", json("{'name':'x','stock':1000}"));
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        answers.add(
            pool.submit(
                () -> http.post("/v1/products/busy/adjust", json("{'stock':-1,'sold':1}"))));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
    assertThat(http.get("/v1/products/busy?fields=stock,sold").json().path("doc").toString())
        .isEqualTo(json("{'stock':600,'sold':400}"));
  }
}

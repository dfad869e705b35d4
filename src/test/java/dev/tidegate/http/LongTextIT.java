package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits in bytes of long texts, and of their searchable part. */
@ExtendWith(RealServers.class)
class LongTextIT {
  private static final int SEARCHED = 32 * 1024;

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;
  private GatewayServer gateway;
  private HttpCalls http;

  LongTextIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
    gateway =
        GatewayServer.start(redis.url(), elasticsearch.url(), Map.of("posts", bounded(500_000)));
    http = gateway.http();
  }

  private static String bounded(int bytes) {
    return """
      fields:
        name: { type: text, required: true }
        title: { type: text, sortable: true }
        body: { type: text, max_bytes: %d }
        kind: { type: keyword, facetable: true }
        code: { type: keyword, max_bytes: 10 }
        tags: { type: keyword, many: true, searchable: true }
      """
        .formatted(bytes);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aLongerValueIsRejectedAndAStoredOneStays() {
    for (String pad : List.of("x", "é", "連", "😀")) {
      int bytes = pad.getBytes(StandardCharsets.UTF_8).length;
      String title = pad.repeat(2_048 / bytes);
      accepted(json("{'name':'n','title':'%s'}", title));
      String longer = title + "y".repeat(2_049 - bytes * (2_048 / bytes));
      rejected(json("{'name':'n','title':'%s'}", longer), "/title", "2,049", "2,048");
    }
    accepted("{\"name\":\"" + "n".repeat(262_144) + "\"}");
    rejected("{\"name\":\"" + "n".repeat(262_145) + "\"}", "/name", "262,145", "262,144");
    accepted("{\"name\":\"n\",\"kind\":\"" + "k".repeat(8_191) + "\"}");
    rejected("{\"name\":\"n\",\"kind\":\"" + "k".repeat(8_192) + "\"}", "/kind", "8,192", "8,191");
    rejected(json("{'name':'n','code':'12345678901'}"), "/code", "11", "10");
    rejected(
        "{\"name\":\"n\",\"tags\":[\"a\",\"" + "t".repeat(8_192) + "\"]}",
        "/tags/1",
        "8,192",
        "8,191");
    String body = "{\"name\":\"n\",\"body\":\"" + "b".repeat(500_000) + "\"}";
    accepted(body);
    gateway.close();
    gateway =
        GatewayServer.startWith(
            redis.url(), elasticsearch.url(), gateway.prefix(), Map.of("posts", bounded(1_000)));
    http = gateway.http();
    assertThat(http.get("/v1/posts/long").json().path("doc").toString()).isEqualTo(body);
    assertThat(http.patch("/v1/posts/long", json("{'name':'other'}")).status()).isEqualTo(200);
    assertThat(http.get("/v1/posts/long").json().at("/doc/body").asText()).hasSize(500_000);
    Answer patched = http.patch("/v1/posts/long", "{\"body\":\"" + "b".repeat(1_001) + "\"}");
    assertThat(patched.status()).isEqualTo(400);
    assertThat(patched.json().at("/errors/0/pointer").asText()).isEqualTo("/body");
  }

  private void accepted(String body) {
    Answer answer = http.put("/v1/posts/long", body);
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
  }

  private void rejected(String body, String pointer, String size, String limit) {
    Answer answer = http.put("/v1/posts/long", body);
    assertThat(answer.status()).isEqualTo(400);
    JsonNode error = answer.json().at("/errors/0");
    assertThat(error.path("pointer").asText()).isEqualTo(pointer);
    assertThat(error.path("detail").asText()).contains(size).contains(limit);
    String line = json("{'op':'put','id':'l','doc':%s}\n", body);
    assertThat(http.post("/v1/posts/_bulk", line).text()).contains("\"/doc" + pointer + "\"");
  }

  @Test
  void indexLiveQueriesAndHighlightsEndAtTheSameCharacter() {
    String letter = "𝐚";
    for (int left = 0; left < 4; left++) {
      String kind = "cut" + left;
      String head = "w ".repeat(SEARCHED).substring(0, SEARCHED - 10 - left - 1) + " ";
      String body = head + "within" + letter + letter + " beyond";
      try (LiveClient client = gateway.live()) {
        client.send(subscription("a", kind, "\\\"within" + letter + "\\\""));
        client.send(subscription("b", kind, "beyond "));
        String doc = json("{'name':'n','kind':'%s','body':'%s'}", kind, body);
        assertThat(http.put("/v1/posts/" + kind, doc).status()).isEqualTo(201);
        // At once, before the index has it.
        assertThat(hits(kind, "\"within" + letter + "\"")).hasSize(1);
        assertThat(hits(kind, "beyond ")).isEmpty();
        Eventually.get(
            () -> search(kind, "").json().at("/facets/kind/values/0/count").asInt(),
            count -> count == 1);
        assertThat(counted(kind, "\"within" + letter + "\"")).isEqualTo(1);
        assertThat(counted(kind, "\"within" + letter + letter + "\"")).isZero();
        assertThat(counted(kind, "beyond ")).isZero();
        client.awaitView(view -> List.of(kind).equals(view.list("a")), "found");
        client.awaitView(view -> List.of().equals(view.list("b")), "not found");
      }
      JsonNode hit = hits(kind, "\"within" + letter + "\"").get(0);
      assertThat(hit.at("/highlight/body").asText())
          .isEqualTo(head + "<em>within" + letter + "</em>");
      assertThat(hit.at("/doc/body").asText()).isEqualTo(body);
    }
  }

  private static String subscription(String id, String kind, String text) {
    return """
        {"type":"subscribe","id":"%s","collection":"posts",
         "query":{"q":"%s","filter":{"kind":"%s"}},"fields":["kind"]}"""
        .formatted(id, text, kind);
  }

  private JsonNode hits(String kind, String text) {
    return search(kind, text).json().path("hits");
  }

  /** Returns the number of documents that the index alone finds. */
  private long counted(String kind, String text) {
    return search(kind, text).json().at("/facets/kind/values/0/count").asLong();
  }

  private Answer search(String kind, String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    Answer answer = http.get("/v1/posts?highlight=true&facets=kind&kind=" + kind + "&q=" + encoded);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }
}

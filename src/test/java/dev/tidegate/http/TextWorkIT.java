package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.Alone;
import dev.tidegate.testing.Bystander;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work on long texts keeps no other client waiting, and its results are bounded. */
@Alone
@ExtendWith(RealServers.class)
class TextWorkIT {
  private static final String POSTS =
      """
      fields:
        name: { type: text, required: true }
        kind: { type: keyword, facetable: true }
        body: { type: text }
      """;

  private static final int DOCUMENTS = 60;
  private static final int NAMES = 6;
  private static final int BYTES = 200_000;
  private static final int MOST_SUGGESTED = 50 * 256;

  private final GatewayServer gateway;
  private final HttpCalls http;

  TextWorkIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), Map.of("posts", POSTS));
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void longTextsKeepNobodyWaiting() {
    http.put("/v1/posts/calm", json("{'name':'calm'}"));
    String words =
        IntStream.range(0, BYTES / 9)
            .mapToObj(i -> "gift" + letters(i % 10_000))
            .collect(Collectors.joining(" "));
    String query = "q=giftaaab%20giftaaac%20gfitaaad%20&kind=heavy&limit=60";
    try (Bystander calm = Bystander.of(http, "/v1/posts/calm");
        LiveClient client = gateway.live()) {
      client.send(
          """
          {"type":"subscribe","id":"l","collection":"posts","fields":["kind"],"query":
           {"q":"giftaaab giftaaac gfitaaad ","filter":{"kind":"heavy"},"limit":60}}""");
      for (int i = 0; i < DOCUMENTS; i++) {
        String doc =
            json(
                "{'name':'gift %d %s','kind':'heavy','body':'%s'}",
                i, i < NAMES ? words : "", words);
        Answer put = http.put("/v1/posts/h" + i, doc);
        assertThat(put.status()).isEqualTo(201);
      }
      Eventually.get(
          () -> http.get("/v1/posts?facets=kind&kind=heavy&limit=1&fields=kind"),
          found -> found.json().at("/facets/kind/values/0/count").asInt() == DOCUMENTS);
      Answer marked = http.get("/v1/posts?fields=kind&highlight=true&" + query);
      assertThat(marked.json().path("hits")).hasSize(DOCUMENTS);
      assertThat(marked.json().at("/hits/59/highlight/body").asText())
          .contains("<em>giftaaab</em>", "<em>giftaaad</em>");
      client.awaitView(view -> list(view.list("l")) == DOCUMENTS, "all of them");
      Answer suggested = http.get("/v1/posts/_suggest?limit=50&q=gift");
      assertThat(suggested.json().path("suggestions")).hasSizeGreaterThan(NAMES);
      assertThat(suggested.text().length()).isLessThan(MOST_SUGGESTED);
      assertThat(http.get("/v1/posts/_suggest?q=" + "x".repeat(1_001)).status()).isEqualTo(400);
      assertThat(calm).isNotNull();
    }
  }

  private static int list(@Nullable List<String> ids) {
    return ids == null ? 0 : ids.size();
  }

  private static String letters(int number) {
    StringBuilder letters = new StringBuilder("aaaa");
    for (int i = 3, rest = number; i >= 0; i--, rest /= 26) {
      letters.setCharAt(i, (char) ('a' + rest % 26));
    }
    return letters.toString();
  }
}

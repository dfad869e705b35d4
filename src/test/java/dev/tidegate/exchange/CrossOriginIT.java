package dev.tidegate.exchange;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RawHttp;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Responses to a browser that runs pages of other origins. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossOriginIT {
  private static final String SHOP = "https://shop.example";
  private static final String ELSEWHERE = "https://elsewhere.example";
  private static final String TEA = json("{'name':'Tea'}");

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;
  private final GatewayServer gateway;
  private final HttpCalls http;

  CrossOriginIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
    this.gateway = start(Map.of("TIDEGATE_HTTP_ALLOWED_ORIGINS", SHOP + ",http://other.example"));
    this.http = gateway.http();
  }

  private GatewayServer start(Map<String, String> settings) {
    String prefix = "o" + UUID.randomUUID().toString().substring(0, 8);
    return GatewayServer.start(redis.url(), elasticsearch.url(), prefix, settings);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static Answer preflight(HttpCalls http, String path, String origin, String method) {
    return http.call(
        "OPTIONS", path, null, "Origin", origin, "Access-Control-Request-Method", method);
  }

  @Test
  void aPreflightIsToldWhatIsAllowed() {
    for (String path :
        List.of("/v1/products/a", "/v1/products/_bulk", "/v1/products/a/adjust", "/client.js")) {
      Answer answer = preflight(http, path, SHOP, "PUT");
      assertThat(answer.status()).as(path).isEqualTo(204);
      assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
      assertThat(answer.header("access-control-allow-methods").split(", "))
          .contains("GET", "PUT", "PATCH", "POST", "DELETE");
      assertThat(answer.header("access-control-allow-headers").split(", "))
          .contains(
              "content-type",
              "if-match",
              "if-none-match",
              "idempotency-key",
              "last-event-id",
              "authorization");
      assertThat(answer.header("access-control-max-age")).matches("[1-9]\\d*");
      assertThat(answer.header("vary")).isEqualToIgnoringCase("origin");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }
    assertThat(preflight(http, "/v1/products/a", ELSEWHERE, "PUT").status()).isEqualTo(405);
  }

  @Test
  void everyAnswerMayBeReadByPagesOfAllowedOriginsOnly() {
    assertMayRead(http.put("/v1/products/a", TEA, "Origin", SHOP), 201);
    assertMayRead(http.get("/v1/products/a", "Origin", SHOP), 200);
    String etag = http.get("/v1/products/a").header("etag");
    assertMayRead(http.get("/v1/products/a", "Origin", SHOP, "If-None-Match", etag), 304);
    assertMayRead(http.get("/v1/products/none", "Origin", SHOP), 404);
    assertMayRead(http.get("/nowhere", "Origin", SHOP), 404);
    assertMayRead(http.post("/v1/products/a", TEA, "Origin", SHOP), 405);
    assertMayRead(http.get("/client.js", "Origin", SHOP), 200);
    assertMayRead(http.get("/openapi.yaml", "Origin", SHOP), 200);
    assertMayRead(http.get("/health/ready", "Origin", SHOP), 200);
    assertMayRead(http.get("/v1/products/_export", "Origin", SHOP), 200);
    assertMayRead(http.post("/v1/products/_bulk", "{}", "Origin", SHOP), 200);
    String broken =
        "GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + SHOP;
    assertMayRead(RawHttp.send(gateway.port(), broken + "\r\n\r\n"), 400);

    Answer refused = http.put("/v1/products/a", TEA, "Origin", ELSEWHERE);
    assertThat(refused.status()).isEqualTo(403);
    for (Answer answer :
        List.of(
            refused,
            http.get("/v1/products/a", "Origin", ELSEWHERE),
            http.get("/v1/products/a", "Origin", SHOP + ".example"),
            http.get("/v1/products/a"))) {
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
      // A cache must not return this response to pages of other origins.
      assertThat(answer.header("vary")).isEqualToIgnoringCase("origin");
    }
  }

  private static void assertMayRead(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
    assertThat(answer.header("access-control-expose-headers").split(", "))
        .contains("ETag", "Retry-After", "Server-Timing");
    assertThat(answer.header("vary")).isEqualToIgnoringCase("origin");
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
  }

  @Test
  void streamsMayBeReadToo() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET /v1/products/_live?ids=a HTTP/1.1\r\nHost: localhost\r\nOrigin: " + SHOP;
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      assertThat(head.toString())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("access-control-allow-origin: " + SHOP + "\r\n");
    }
  }

  @Test
  void withoutAllowedOriginsThereIsNothingToTell() {
    try (GatewayServer closed = start(Map.of())) {
      HttpCalls calls = closed.http();
      String own = "http://127.0.0.1:" + closed.port();
      assertThat(calls.put("/v1/products/own", TEA, "Origin", own).status()).isEqualTo(201);
      for (Answer answer :
          List.of(
              calls.get("/v1/products/own", "Origin", SHOP),
              calls.get("/v1/products/own", "Origin", own),
              preflight(calls, "/v1/products/own", SHOP, "PUT"))) {
        assertThat(answer.headers().map())
            .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods")
            .doesNotContainKey("vary");
      }
    }
  }
}

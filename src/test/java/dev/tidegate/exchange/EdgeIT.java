package dev.tidegate.exchange;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RawHttp;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that the gateway accepts, and headers that all responses have. */
@ExtendWith(RealServers.class)
class EdgeIT {
  private final String redis;
  private final String elasticsearch;

  EdgeIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis.url();
    this.elasticsearch = elasticsearch.url();
  }

  /** DNS rebinding: the page's origin and the Host header agree, and are both foreign. */
  @Test
  void anotherHostIsNotServed() {
    try (GatewayServer gateway =
        start("hosts", Map.of("TIDEGATE_HTTP_ALLOWED_HOSTS", "shop.example, 10.0.0.7"))) {
      String body = json("{'name':'x'}");
      for (String path :
          List.of("/v1/products/rebound", "/admin/collections/products/_rebuild", "/")) {
        Answer answer =
            send(gateway, "PUT " + path, "evil.example", "origin: http://evil.example\n", body);
        assertThat(answer.status()).as(path).isEqualTo(421);
        assertThat(answer.code()).as(path).isEqualTo("host_not_allowed");
      }
      // A rejected handshake leaves the connection open. The invalid request after it ends it.
      String handshake =
          """
          GET /live HTTP/1.1
          host: evil.example
          upgrade: websocket
          connection: upgrade
          sec-websocket-version: 13
          sec-websocket-key: AQIDBAUGBwgJCgsMDQ4PEA==

          nonsense

          """;
      Answer refused = RawHttp.send(gateway.port(), handshake.replace("\n", "\r\n"));
      assertThat(refused.status()).isEqualTo(421);
      assertThat(gateway.http().get("/v1/products/rebound").status()).isEqualTo(404);
      for (String host : List.of("shop.example", "SHOP.example:8443", "10.0.0.7", "localhost")) {
        Answer answer = send(gateway, "PUT /v1/products/rebound", host, "", body);
        assertThat(answer.status()).as(host).isIn(200, 201);
      }
      assertThat(send(gateway, "GET /health/live", "probe", "", "").status()).isEqualTo(200);
      assertThat(send(gateway, "GET /metrics", "probe", "", "").status()).isEqualTo(421);
    }
  }

  @Test
  void noResponseIsSniffedAndPagesRunOwnScriptsOnly() {
    try (GatewayServer gateway = start("edge", Map.of())) {
      for (String path : List.of("/", "/client.js", "/v1/products?q=x", "/v1/none/a", "/none")) {
        Answer answer = gateway.http().get(path);
        assertThat(answer.header("x-content-type-options")).as(path).isEqualTo("nosniff");
      }
      Answer malformed = RawHttp.send(gateway.port(), "nonsense\r\n\r\n");
      assertThat(malformed.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(gateway.http().get("/").header("content-security-policy"))
          .startsWith("default-src 'none'; script-src 'self';")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void cleartextHttp2IsOffUnlessConfigured() throws IOException, InterruptedException {
    try (GatewayServer gateway = start("edge", Map.of())) {
      assertThat(http2(gateway, "GET", "/health/live").version())
          .isEqualTo(HttpClient.Version.HTTP_1_1);
      Answer answer = RawHttp.send(gateway.port(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(answer.status()).isBetween(400, 505);
    }
  }

  @Test
  void http2IsServedAsItsProtocolDemands() throws IOException, InterruptedException {
    try (GatewayServer gateway = start("edge", Map.of("TIDEGATE_HTTP_H2C", "true"))) {
      Answer put = gateway.http().put("/v1/products/a", json("{'name':'x'}"));
      assertThat(put.status()).as(put.text()).isIn(200, 201);
      long rev = put.rev();
      for (String method : List.of("GET", "HEAD")) {
        HttpResponse<String> response = http2(gateway, method, "/v1/products/a");
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("etag")).contains("\"" + rev + "\"");
        assertThat(response.headers().map()).doesNotContainKeys("connection", "transfer-encoding");
        assertThat(response.body().isEmpty()).isEqualTo(method.equals("HEAD"));
      }
      HttpResponse<String> page = http2(gateway, "HEAD", "/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).isEmpty();
      HttpResponse<String> missing = http2(gateway, "HEAD", "/v1/products/none");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).isEmpty();
      assertThat(http2(gateway, "GET", "/v1/products/_export").body()).contains("\"position\"");
    }
  }

  private GatewayServer start(String prefix, Map<String, String> settings) {
    return GatewayServer.start(redis, elasticsearch, prefix, settings);
  }

  private static Answer send(
      GatewayServer gateway, String line, String host, String headers, String body) {
    String head =
        """
        %s HTTP/1.1
        host: %s
        %scontent-type: application/json
        content-length: %d
        connection: close

        """
            .formatted(line, host, headers, body.length());
    return RawHttp.send(gateway.port(), head.replace("\n", "\r\n") + body);
  }

  private static HttpResponse<String> http2(GatewayServer gateway, String method, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      URI uri = URI.create("http://127.0.0.1:" + gateway.port() + path);
      HttpRequest request =
          HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}

package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RawHttp;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that stops under load: it answers every request, and notifies every session. */
@ExtendWith(RealServers.class)
class DrainIT {
  private static final int SESSIONS = 60;
  private static final int WRITERS = 4;
  private static final long DRAIN_MS = 4_000;

  private static final String SUBSCRIBE =
      """
      {"type":"subscribe","id":"s","collection":"products","ids":["calm"],"interval":60000}""";

  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;
  private final GatewayServer gateway;
  private final HttpCalls http;

  DrainIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
    this.gateway =
        GatewayServer.start(
            redis.url(),
            elasticsearch.url(),
            "drain",
            Map.of(
                "TIDEGATE_LIVE_DRAIN",
                DRAIN_MS + "ms",
                "TIDEGATE_LIVE_RETURN_WITHIN",
                "3s",
                // The gateway waits for requests under way for as long as the servers may take.
                "TIDEGATE_ELASTICSEARCH_REQUEST_TIMEOUT",
                "60s"));
    this.http = gateway.http();
  }

  @Test
  void everyoneIsAnsweredAndSentAway() throws InterruptedException {
    http.put("/v1/products/sold", json("{'name':'x'}"));
    http.put("/v1/products/calm", json("{'name':'x'}"));
    List<LiveClient> clients = IntStream.range(0, SESSIONS).mapToObj(i -> gateway.live()).toList();
    clients.forEach(client -> client.send(SUBSCRIBE).await("snapshot"));
    long last = http.patch("/v1/products/calm", json("{'price':2}")).rev();
    CountDownLatch writing = new CountDownLatch(WRITERS * 20);
    List<CompletableFuture<Integer>> writers =
        IntStream.range(0, WRITERS)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> sell(writing)))
            .toList();
    writing.await();

    List<CompletableFuture<Long>> closes = closes(clients);
    // Keeps the gateway listening, however long this test takes.
    Wire unfinished = Wire.unfinishedPut(gateway.port());
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
    HttpCalls.Answer notReady =
        Eventually.get(() -> http.get("/health/ready"), answer -> answer.status() == 503);
    assertThat(notReady.json().path("reasons").path(0).asText()).isEqualTo("draining");
    assertThat(notReady.header("connection")).isEqualTo("close");
    assertRefused("GET /v1/products/calm HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assertSentAway(clients, closes, last);
    int sold = writers.stream().mapToInt(CompletableFuture::join).sum();
    assertThat(unfinished.send(Wire.REST_OF_PUT).rest()).startsWith("HTTP/1.1 201");
    stopped.join();
    try (GatewayServer next =
        GatewayServer.start(redis.url(), elasticsearch.url(), "drain", Map.of())) {
      assertThat(next.http().get("/v1/products/sold").json().path("doc").path("sold").asInt())
          .as("each write was answered, and done once")
          .isEqualTo(sold);
    }
  }

  private void assertRefused(String request) {
    HttpCalls.Answer answer = RawHttp.send(gateway.port(), request);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("draining");
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(answer.header("connection")).isEqualTo("close");
  }

  /** Returns the time of each close. Each client waits for it in a thread of its own. */
  private static List<CompletableFuture<Long>> closes(List<LiveClient> clients) {
    List<CompletableFuture<Long>> closes = new ArrayList<>();
    for (LiveClient client : clients) {
      closes.add(
          CompletableFuture.supplyAsync(
              () -> {
                assertThat(client.awaitClose()).isEqualTo(4503);
                return System.nanoTime();
              },
              task -> Thread.ofVirtual().start(task)));
    }
    return closes;
  }

  private static void assertSentAway(
      List<LiveClient> clients, List<CompletableFuture<Long>> closes, long last) {
    Set<Integer> returns = new TreeSet<>();
    for (LiveClient client : clients) {
      JsonNode bye = client.await("bye");
      assertThat(bye.path("reconnect").asBoolean()).isTrue();
      assertThat(bye.path("after_ms").asInt()).isBetween(0, 3_000);
      returns.add(bye.path("after_ms").asInt());
      client.awaitView(view -> view.rev("calm") == last, "what waited for its interval");
    }
    assertThat(returns).hasSizeGreaterThan(SESSIONS / 2);
    List<Long> times = closes.stream().map(CompletableFuture::join).sorted().toList();
    assertThat(TimeUnit.NANOSECONDS.toMillis(times.getLast() - times.getFirst()))
        .as("the time over which the sessions closed")
        .isBetween(DRAIN_MS / 2, 3 * DRAIN_MS);
  }

  /** Adjusts a document until the gateway rejects that; returns the number of successes. */
  private int sell(CountDownLatch writing) {
    for (int sold = 0; ; sold++) {
      HttpCalls.Answer answer = http.post("/v1/products/sold/adjust", json("{'sold':1}"));
      if (answer.status() != 200) {
        assertThat(answer.code()).isEqualTo("draining");
        return sold;
      }
      writing.countDown();
    }
  }
}

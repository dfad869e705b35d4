package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RawHttp;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Configured limits of connections and of waiting messages. */
@ExtendWith(RealServers.class)
class LimitsIT {
  private static final int MOST = 8;
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final String redis;
  private final String elasticsearch;

  LimitsIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis.url();
    this.elasticsearch = elasticsearch.url();
  }

  @Test
  void connectionsInAll() {
    assertLimited("TIDEGATE_HTTP_MAX_CONNECTIONS", 503);
  }

  @Test
  void connectionsOfOneAddress() {
    assertLimited("TIDEGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", 429);
  }

  private void assertLimited(String key, int status) {
    try (GatewayServer gateway =
        GatewayServer.start(redis, elasticsearch, "limits", Map.of(key, "" + MOST))) {
      for (int round = 0; round < 3; round++) {
        List<LiveClient> admitted = Eventually.get(() -> storm(gateway), all -> all.size() == MOST);
        HttpCalls.Answer refused =
            RawHttp.send(gateway.port(), "GET /v1/products/a HTTP/1.1\r\nhost: localhost\r\n\r\n");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo("too_many_connections");
        assertThat(refused.header("retry-after")).isNotEmpty();
        assertThat(gateway.http().get("/health/ready").status()).isEqualTo(200);
        admitted.forEach(LiveClient::close);
      }
    }
  }

  /** Opens many connections at once; returns the admitted ones. Closes them if too few were. */
  private static List<LiveClient> storm(GatewayServer gateway) {
    List<CompletableFuture<LiveClient>> attempts =
        IntStream.range(0, 4 * MOST)
            .mapToObj(i -> CompletableFuture.supplyAsync(gateway::live, THREADS))
            .toList();
    List<LiveClient> admitted = new ArrayList<>();
    for (CompletableFuture<LiveClient> attempt : attempts) {
      try {
        admitted.add(attempt.join());
      } catch (CompletionException refused) {
        assertThat(refused).hasMessageContaining("WebSocketHandshakeException");
      }
    }
    assertThat(admitted).hasSizeLessThanOrEqualTo(MOST);
    if (admitted.size() < MOST) {
      admitted.forEach(LiveClient::close);
    }
    return admitted;
  }

  @Test
  void theSlowestAreCutWhenTooMuchWaitsForAll() {
    try (GatewayServer gateway =
            GatewayServer.start(
                redis,
                elasticsearch,
                "memory",
                Map.of(
                    "TIDEGATE_LIVE_MAX_OUTBOX_BYTES",
                    "4000000",
                    "TIDEGATE_LIVE_MAX_QUEUE",
                    "1000000000"));
        LiveClient reader = gateway.live();
        LiveClient slow = deaf(gateway);
        LiveClient slowest = deaf(gateway)) {
      HttpCalls http = gateway.http();
      reader.send(every("\"stock\"")).await("subscribed");
      slow.send(every("\"stock\""));
      slowest.send(every("\"description\",\"stock\""));
      Eventually.get(() -> figure(http, "tidegate_live_messages_total"), sent -> sent >= 6);
      String description = "x".repeat(250_000);
      double cuts = 0;
      double queued = 0;
      for (int i = 0; cuts == 0 && i < 200; i++) {
        http.put(
            "/v1/products/d",
            json("{'name':'x','description':'%s','stock':%d}", i + description, i));
        queued = Math.max(queued, figure(http, "tidegate_live_queue_bytes"));
        cuts = figure(http, "tidegate_live_memory_cuts_total");
      }
      assertThat(cuts).isEqualTo(1);
      assertThat(queued).isBetween(250_000.0, 8_000_000.0);
      Eventually.get(() -> figure(http, "tidegate_live_queue_bytes"), bytes -> bytes < 1_000_000);
      slowest.wake();
      assertThat(slowest.awaitClose()).isEqualTo(4508);
      long rev = http.patch("/v1/products/d", json("{'stock':1000}")).rev();
      slow.wake();
      for (LiveClient spared : List.of(reader, slow)) {
        spared.await(message -> message.at("/change/rev").asLong() == rev, "the last event");
      }
    }
  }

  private static LiveClient deaf(GatewayServer gateway) {
    return LiveClient.connectDeaf(URI.create("ws://127.0.0.1:" + gateway.port() + "/live"));
  }

  private static String every(String fields) {
    return """
        {"type":"subscribe","id":"e","collection":"products","every":true,"fields":[%s]}"""
        .formatted(fields);
  }

  private static double figure(HttpCalls http, String name) {
    Matcher line =
        Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE)
            .matcher(http.get("/metrics").text());
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }
}

package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The memory of watched documents is bounded in bytes, not in documents. */
@ExtendWith(RealServers.class)
class WatchedMemoryIT {
  private static final int DOCUMENTS = 20;
  private static final String LARGE = "x".repeat(200_000);

  private final GatewayServer gateway;
  private final HttpCalls http;

  WatchedMemoryIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    gateway =
        GatewayServer.start(
            redis.url(),
            elasticsearch.url(),
            "watched-memory",
            Map.of("TIDEGATE_LIVE_MAX_WATCHED_BYTES", "1048576"));
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aSubscriptionWithoutRoomIsRefusedAndTheNextOneFindsRoom() {
    put(LARGE);
    try (LiveClient client = gateway.live()) {
      client.send(ids("all", DOCUMENTS));
      assertRefused(client.await("error"), "all");
      client.send(ids("few", 3));
      assertThat(client.await("snapshot").path("docs")).isNotEmpty();
      client.send(
          """
          {"type":"subscribe","id":"query","collection":"products","query":{"limit":20}}""");
      assertRefused(client.await("error"), "query");
    }
  }

  @Test
  void sessionsWhoseDocumentsGrowTooMuchAreClosed() {
    put("small");
    try (LiveClient client = gateway.live();
        LiveClient modest = gateway.live()) {
      client.send(ids("all", DOCUMENTS)).await("snapshot");
      modest.send(ids("one", 1)).await("snapshot");
      put(LARGE);
      assertThat(client.awaitClose()).isEqualTo(4503);
      long rev = http.patch("/v1/products/d0", json("{'stock':7}")).rev();
      modest.await(update -> update.at("/changes/0/rev").asLong() == rev, "the last update");
    }
  }

  private void put(String description) {
    for (int i = 0; i < DOCUMENTS; i++) {
      http.put("/v1/products/d" + i, json("{'name':'n','description':'%s'}", description));
    }
  }

  private static void assertRefused(JsonNode error, String id) {
    assertThat(error.path("id").asText()).isEqualTo(id);
    assertThat(error.at("/problem/code").asText()).isEqualTo("overloaded");
    assertThat(error.at("/problem/status").asInt()).isEqualTo(503);
  }

  private static String ids(String id, int count) {
    return json(
        "{'type':'subscribe','id':'%s','collection':'products','ids':[%s]}",
        id,
        IntStream.range(0, count).mapToObj(i -> "\"d" + i + "\"").collect(Collectors.joining(",")));
  }
}

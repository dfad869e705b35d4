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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subscriptions to every change of a collection. */
@ExtendWith(RealServers.class)
class EveryIT {
  private static final int SHARDS = 8;
  private static final String CUT = "tidegate_live_closes_total{code=\"4508\"} 1.0";
  private static final Map<String, String> SETTINGS =
      Map.of("TIDEGATE_LIVE_MAX_QUEUE", "65536", "TIDEGATE_LIVE_HEARTBEAT", "200ms");

  private static final List<String> COLLECTIONS = List.of("products", "orders");

  private final RedisServer redis;
  private final GatewayServer gateway;
  private final HttpCalls http;

  EveryIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    String prefix = "e" + UUID.randomUUID().toString().substring(0, 8);
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, SETTINGS, COLLECTIONS);
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String every(String more) {
    return json("{'type':'subscribe','id':'e','collection':'products','every':true%s}", more);
  }

  private static String since(String position) {
    return every(json(",'since':'%s'", position));
  }

  @Test
  void eachChangeAsItWas() {
    try (LiveClient client = gateway.live()) {
      client.send(every(""));
      client.await("subscribed");
      long created = http.put("/v1/products/a", json("{'name':'x','badge':'new'}")).rev();
      http.put("/v1/orders/o", json("{'customer':'c'}"));
      long patched = http.patch("/v1/products/a", json("{'name':'y','badge':null}")).rev();
      long same = http.patch("/v1/products/a", json("{'name':'y'}")).rev();
      long deleted = http.delete("/v1/products/a").rev();
      assertThat(change(client))
          .isEqualTo(json("{'id':'a','rev':%d,'doc':{'name':'x','badge':'new'}}", created));
      assertThat(change(client))
          .isEqualTo(json("{'id':'a','rev':%d,'set':{'name':'y'},'unset':['badge']}", patched));
      assertThat(change(client)).isEqualTo(json("{'id':'a','rev':%d,'set':{}}", same));
      assertThat(change(client)).isEqualTo(json("{'id':'a','rev':%d,'gone':true}", deleted));
    }
  }

  private static String change(LiveClient client) {
    return client.await("event").path("change").toString();
  }

  @Test
  void goesOnBehindAPositionWhileOthersWrite() throws InterruptedException {
    http.put("/v1/products/a", json("{'name':'x','stock':0}"));
    String position;
    try (LiveClient client = gateway.live()) {
      client.send(every(""));
      client.await("subscribed");
      adjust(1);
      position = client.await("event").path("position").asText();
    }
    adjust(3_000);
    Thread writer = Thread.ofVirtual().start(() -> IntStream.range(0, 30).forEach(i -> adjust(50)));
    for (int taken = 1; taken < 4_501; ) {
      // Each connection resumes from the last position, as reconnecting clients do.
      try (LiveClient client = gateway.live()) {
        client.send(since(position));
        assertThat(client.await("subscribed").path("position").asText()).isEqualTo(position);
        for (int i = 0; i < 700 && taken < 4_501; i++) {
          JsonNode event = client.await("event");
          taken++;
          assertThat(event.at("/change/set/stock").asInt()).isEqualTo(taken);
          position = event.path("position").asText();
        }
      }
    }
    writer.join();
  }

  /** Adds 1 to the stock, in this number of writes. */
  private void adjust(int times) {
    String line = json("{'op':'adjust','id':'a','doc':{'stock':1}}\n");
    assertThat(http.post("/v1/products/_bulk", line.repeat(times)).status()).isEqualTo(200);
  }

  @Test
  void whatTheLogLostIsToldByAReset() throws IOException {
    http.put("/v1/products/a", json("{'name':'x','stock':0}"));
    String position;
    try (LiveClient client = gateway.live()) {
      client.send(every(""));
      position = client.await("subscribed").path("position").asText();
      IntStream.range(0, 10).forEach(i -> adjust(1));
      // The feed must have read the entries before the trimming: otherwise it has a gap, too.
      client.await(event -> event.at("/change/set/stock").asInt() == 10, "the last event");
    }
    for (int shard = 0; shard < SHARDS; shard++) {
      String log = gateway.prefix() + ":{" + shard + "}:log";
      RedisCommands.send(redis.url(), "XTRIM " + log + " MAXLEN 5");
    }
    try (LiveClient client = gateway.live()) {
      client.send(since(position));
      JsonNode reset = client.await("reset");
      assertThat(reset.path("reason").asText()).isEqualTo("log_trimmed");
      client.send(since("another" + position.substring(position.indexOf('-'))));
      assertThat(client.await("reset").path("reason").asText()).isEqualTo("epoch_changed");
      client.send(since(reset.path("position").asText()));
      client.await("subscribed");
      adjust(1);
      assertThat(client.await("event").at("/change/set/stock").asInt()).isEqualTo(11);
    }
  }

  @Test
  void aPositionThatTheStoreHasNotReachedIsToldByAReset() {
    http.put("/v1/products/a", json("{'name':'x','stock':0}"));
    try (LiveClient client = gateway.live()) {
      client.send(every(""));
      String position = client.await("subscribed").path("position").asText();
      client.send(since(Positions.later(position, Duration.ofHours(1))));
      JsonNode reset = client.await("reset");
      assertThat(reset.path("reason").asText()).isEqualTo("position_ahead");
      client.send(since(reset.path("position").asText())).await("subscribed");
      adjust(1);
      assertThat(client.await("event").at("/change/set/stock").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aGatewayThatTrailsAnotherOneWaits(ElasticsearchServer elasticsearch) {
    http.put("/v1/products/a", json("{'name':'x','stock':0}"));
    try (GatewayServer other =
            GatewayServer.start(
                redis.url(), elasticsearch.url(), gateway.prefix(), SETTINGS, COLLECTIONS);
        LiveClient first = gateway.live();
        LiveClient second = other.live()) {
      first.send(every("")).await("subscribed");
      for (int stock = 1; stock < 200; stock += 2) {
        adjust(1);
        String id = "e" + stock;
        second.send(
            since(first.await("event").path("position").asText())
                .replace(json("'id':'e'"), json("'id':'%s'", id)));
        adjust(1);
        JsonNode next =
            second.await(m -> !m.has("interval") && m.path("id").asText().equals(id), "event");
        assertThat(next.at("/change/set/stock").asInt()).isEqualTo(stock + 1);
        second.send(json("{'type':'unsubscribe','id':'%s'}", id));
        first.await("event");
      }
    }
  }

  @Test
  void anExportAndEveryChangeSinceAreACompleteCopy() throws InterruptedException {
    Thread writer = Thread.ofVirtual().start(this::writeABit);
    Set<String> copy = new HashSet<>();
    String[] exported = http.get("/v1/products/_export").text().split("\n");
    for (int i = 1; i < exported.length; i++) {
      copy.add(id(exported[i]));
    }
    writer.join();
    String end = endOfLog();
    try (LiveClient client = gateway.live()) {
      client.send(since(exported[0].split("\"")[3]));
      for (String position = ""; !position.equals(end); ) {
        JsonNode event = client.await("event");
        position = event.path("position").asText();
        JsonNode change = event.path("change");
        String id = change.path("id").asText();
        if (change.path("gone").asBoolean()) {
          copy.remove(id);
        } else {
          copy.add(id);
        }
      }
    }
    Set<String> stored = new HashSet<>();
    http.get("/v1/products/_export").text().lines().skip(1).forEach(line -> stored.add(id(line)));
    assertThat(copy).isEqualTo(stored).hasSizeGreaterThan(1_000);
  }

  /** Writes one more change, and returns its position. */
  private String endOfLog() {
    try (LiveClient client = gateway.live()) {
      client.send(every("")).await("subscribed");
      http.put("/v1/products/last", json("{'name':'x'}"));
      JsonNode event = client.await("event");
      while (!event.at("/change/id").asText().equals("last")) {
        event = client.await("event");
      }
      return event.path("position").asText();
    }
  }

  private void writeABit() {
    for (int round = 0; round < 20; round++) {
      int from = round * 100;
      http.post(
          "/v1/products/_bulk",
          IntStream.range(from, from + 100)
              .mapToObj(
                  i ->
                      json(
                          "{'op':'put','id':'c%d','doc':{'name':'x'}}\n{'op':'delete','id':'c%d'}",
                          i, i / 3))
              .collect(Collectors.joining("\n")));
    }
  }

  private static String id(String line) {
    return line.split("\"")[3];
  }

  @Test
  void whoDoesNotKeepUpIsCut() {
    http.put("/v1/products/a", json("{'name':'x','stock':0}"));
    URI address = URI.create("ws://127.0.0.1:" + gateway.port() + "/live");
    try (LiveClient sleeper = LiveClient.connectDeaf(address);
        LiveClient reader = gateway.live()) {
      sleeper.send(every(""));
      reader.send(every("")).await("subscribed");
      int stock = 0;
      String metrics = "";
      for (int round = 1; !metrics.contains(CUT); round++) {
        // Below the limit of waiting events: a busy machine must not disconnect the reader.
        adjust(150);
        for (int i = 0; i < 150; i++) {
          assertThat(reader.await("event").at("/change/set/stock").asInt()).isEqualTo(++stock);
        }
        metrics = round % 10 == 0 ? http.get("/metrics").text() : metrics;
      }
      sleeper.wake();
      assertThat(sleeper.awaitClose()).isEqualTo(4508);
    }
  }

  @Test
  void badOnesAreNamed() {
    try (LiveClient client = gateway.live()) {
      client.send(every(json(",'since':'nonsense'")));
      assertThat(pointer(client)).isEqualTo("/since");
      client.send(every(json(",'since':'x-1'")));
      assertThat(pointer(client)).isEqualTo("/since");
      client.send(every(json(",'interval':100")));
      assertThat(pointer(client)).isEqualTo("/interval");
      client.send(every("")).await("subscribed");
      client.send(every("").replace("products", "orders"));
      assertThat(client.await("error").at("/problem/code").asText())
          .isEqualTo("subscription_exists");
      client.send(every("").replace(json("'every':true"), json("'ids':['a']")));
      assertThat(client.await("error").at("/problem/code").asText())
          .isEqualTo("subscription_exists");
      client.send(json("{'type':'unsubscribe','id':'e'}"));
      http.put("/v1/products/a", json("{'name':'x'}"));
      client.send(json("{'type':'unsubscribe','id':'e'}"));
      assertThat(client.await("error").at("/problem/code").asText())
          .isEqualTo("unknown_subscription");
    }
  }

  private static String pointer(LiveClient client) {
    return client.await("error").at("/problem/errors/0/pointer").asText();
  }
}

package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.EventSource;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The live stream as Server-Sent Events. */
@ExtendWith(RealServers.class)
class EventSourceIT {
  private static final int SHARDS = 8;
  private static final String PADDING = "x".repeat(2_000);

  private final RedisServer redis;
  private final String prefix = "v" + UUID.randomUUID().toString().substring(0, 8);
  private final GatewayServer gateway;
  private final GatewayServer other;
  private final HttpCalls http;

  EventSourceIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    Map<String, String> settings = Map.of("TIDEGATE_LIVE_HEARTBEAT", "200ms");
    gateway = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, settings);
    other = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, settings);
    http = gateway.http();
  }

  @AfterEach
  void stop() {
    gateway.close();
    other.close();
  }

  private static EventSource open(GatewayServer from, String parameters, String lastEventId) {
    return new EventSource(from.port(), "/v1/products/_live?" + parameters, lastEventId);
  }

  @Test
  void snapshotThenChangesThenHeartbeats() {
    http.put("/v1/products/a", json("{'name':'x','price':1,'stock':1}"));
    try (EventSource source = open(gateway, "ids=a,b&fields=price,badge", "")) {
      assertThat(source.await("welcome").path("heartbeat_ms").asInt()).isEqualTo(200);
      assertThat(source.await("subscribed").path("id").asText()).isEqualTo("live");
      JsonNode snapshot = source.await("snapshot");
      assertThat(snapshot.at("/docs/0/doc").toString()).isEqualTo(json("{'price':1}"));
      assertThat(snapshot.path("gone").toString()).isEqualTo(json("['b']"));
      http.patch("/v1/products/a", json("{'price':2,'stock':2}"));
      assertThat(source.await("update").at("/changes/0/set").toString())
          .isEqualTo(json("{'price':2}"));
      http.delete("/v1/products/a");
      assertThat(source.await("update").at("/changes/0/gone").asBoolean()).isTrue();
      assertThat(source.await("heartbeat").path("position").asText())
          .isEqualTo(source.lastEventId());
    }
  }

  @Test
  void anotherGatewayGoesOnWhereTheConnectionEnded() throws IOException {
    for (String id : new String[] {"a", "b", "c"}) {
      http.put("/v1/products/" + id, json("{'name':'%s','stock':1}", id));
    }
    String place;
    try (EventSource source = open(gateway, "ids=a,b,c", "")) {
      source.await("snapshot");
      source.await("heartbeat");
      place = source.lastEventId();
    }
    long changed = http.patch("/v1/products/b", json("{'stock':7}")).rev();
    http.delete("/v1/products/c");
    // The other gateway has received both changes afterwards.
    HttpCalls elsewhere = other.http();
    Eventually.get(() -> elsewhere.get("/v1/products/b").rev(), rev -> rev == changed);
    Eventually.get(() -> elsewhere.get("/v1/products/c").status(), status -> status == 404);
    // The log need not contain the position: the gateway compares states, not history.
    for (int shard = 0; shard < SHARDS; shard++) {
      RedisCommands.send(redis.url(), "XTRIM " + prefix + ":{" + shard + "}:log MAXLEN 0");
    }
    try (EventSource source = open(other, "ids=a,b,c", place)) {
      JsonNode snapshot = source.await("snapshot");
      assertThat(snapshot.path("docs")).hasSize(1);
      assertThat(snapshot.at("/docs/0/id").asText()).isEqualTo("b");
      assertThat(snapshot.at("/docs/0/doc/stock").asInt()).isEqualTo(7);
      assertThat(snapshot.path("gone").toString()).isEqualTo(json("['c']"));
    }
    String anotherStore = "another" + place.substring(place.indexOf('-'));
    try (EventSource source = open(gateway, "ids=a,b,c", anotherStore)) {
      assertThat(source.await("snapshot").path("docs")).hasSize(2);
    }
    try (EventSource source = open(gateway, "ids=a,b&since=" + place, "")) {
      assertThat(source.await("snapshot").path("docs")).hasSize(1);
    }
  }

  @Test
  void aPlaceThatTheStoreHasNotReachedIsAsGoodAsNone() {
    http.put("/v1/products/a", json("{'name':'x'}"));
    String place;
    try (EventSource source = open(gateway, "ids=a,b", "")) {
      place = source.await("subscribed").path("position").asText();
    }
    String ahead = Positions.later(place, Duration.ofHours(1));
    try (EventSource source = open(gateway, "ids=a,b", ahead)) {
      JsonNode snapshot = source.await("snapshot");
      assertThat(snapshot.at("/docs/0/id").asText()).isEqualTo("a");
      assertThat(snapshot.path("gone").toString()).isEqualTo(json("['b']"));
    }
  }

  @Test
  void whoDoesNotReadCostsOneStateADocument() {
    int documents = 30;
    String ids =
        IntStream.range(0, documents).mapToObj(i -> "w" + i).collect(Collectors.joining(","));
    try (EventSource source = open(gateway, "ids=" + ids, "")) {
      long last = 0;
      for (int round = 0; round < 100; round++) {
        int number = round;
        String lines =
            IntStream.range(0, documents)
                .mapToObj(
                    i ->
                        json(
                            "{'op':'put','id':'w%d','doc':{'name':'%d','description':'%s%d'}}",
                            i, number, PADDING, number))
                .collect(Collectors.joining("\n"));
        http.post("/v1/products/_bulk", lines);
        last = http.get("/v1/products/w29").rev();
      }
      while (source.view().rev("w29") != last) {
        assertThat(source.next()).isNotNull();
      }
      assertThat(source.received()).as("messages for 3,000 changes").isLessThan(2_000);
    }
  }

  @Test
  void aStoreReplacedEndsTheStream() throws IOException {
    http.put("/v1/products/a", json("{'name':'x'}"));
    try (EventSource source = open(gateway, "ids=a", "")) {
      source.await("snapshot");
      RedisCommands.send(redis.url(), "DEL " + prefix + ":meta");
      JsonNode message = source.next();
      while (message != null) {
        message = source.next();
      }
    }
  }

  @Test
  void aSearchIsWatchedToo() throws IOException {
    http.put("/v1/products/w1", json("{'name':'x','price':71}"));
    try (EventSource source = open(gateway, "price=70..79&sort=-price&fields=price", "")) {
      source.awaitView(view -> List.of("w1").equals(view.list("live")), "w1");
      http.put("/v1/products/w2", json("{'name':'x','price':72}"));
      source.awaitView(view -> List.of("w2", "w1").equals(view.list("live")), "w2");
      assertThat(String.valueOf(source.view().doc("w2"))).isEqualTo(json("{'price':72}"));
      http.delete("/v1/products/w1");
      source.awaitView(view -> List.of("w2").equals(view.list("live")), "w2 alone");
    }
  }

  @Test
  void badParametersAreNamed() {
    for (String bad :
        new String[] {
          "ids=",
          "ids=_x",
          "ids=a&interval=-1",
          "ids=a&since=x",
          "ids=a&nope=1",
          "ids=a&fields=nope"
        }) {
      HttpCalls.Answer answer = http.get("/v1/products/_live?" + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.code()).as(bad).isEqualTo("invalid_parameter");
    }
    for (String bad : new String[] {"q=a&cursor=x", "nope=1", "price=9..1", "limit=0", "since=x"}) {
      HttpCalls.Answer answer = http.get("/v1/products/_live?" + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/pointer").asText())
          .as(bad)
          .isEqualTo(bad.replaceAll("^q=a&|=.*", "").replaceAll("=.*", ""));
    }
    assertThat(http.get("/v1/nope/_live?ids=a").status()).isEqualTo(404);
  }
}

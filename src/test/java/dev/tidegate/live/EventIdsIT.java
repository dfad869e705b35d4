package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.embedded.RedisOptions;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.EventSource;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RestartablePorts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Resume by an event id: a client has received all before it, or receives it then. */
@ExtendWith(RealServers.class)
class EventIdsIT {
  private static final int DOCUMENTS = 400;
  private static final int ALL_AT_ONCE = 4 << 20;
  private static final String PADDING = "x".repeat(1_000);

  private final ElasticsearchServer elasticsearch;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @SuppressWarnings("NullAway.Init") // before each test
  private EmbeddedRedis redis;

  EventIdsIT(ElasticsearchServer elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  @BeforeEach
  void startRedis() {
    redis = EmbeddedRedis.start(RedisOptions.in(data).withPort(RestartablePorts.next()));
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  private GatewayServer gateway(String heartbeat) {
    return GatewayServer.start(
        redis.url(),
        elasticsearch.url(),
        "ids",
        Map.of("TIDEGATE_LIVE_HEARTBEAT", heartbeat, "TIDEGATE_REDIS_COMMAND_TIMEOUT", "2s"));
  }

  private static EventSource open(GatewayServer gateway, String ids, String lastEventId) {
    return new EventSource(gateway.port(), "/v1/products/_live?ids=" + ids, lastEventId);
  }

  private static String many() {
    return IntStream.range(0, DOCUMENTS).mapToObj(i -> "d" + i).collect(Collectors.joining(","));
  }

  private static void putMany(GatewayServer gateway) {
    String lines =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(
                i ->
                    json(
                        "{'op':'put','id':'d%d','doc':{'name':'%d','description':'%s'}}",
                        i, i, PADDING))
            .collect(Collectors.joining("\n"));
    assertThat(gateway.http().post("/v1/products/_bulk", lines).text()).doesNotContain("error");
  }

  @Test
  void noneComesBeforeTheEndOfTheSnapshot() {
    try (GatewayServer gateway = gateway("10s")) {
      putMany(gateway);
      try (EventSource source = open(gateway, many(), "")) {
        JsonNode snapshot = source.await("snapshot");
        int messages = 1;
        while (!snapshot.path("last").asBoolean()) {
          assertThat(source.lastEventId()).isEmpty();
          snapshot = source.await("snapshot");
          messages++;
        }
        assertThat(messages).isGreaterThan(3);
        assertThat(source.lastEventId()).isNotEmpty();
        assertThat(source.view().revs()).hasSize(DOCUMENTS);
      }
    }
  }

  @Test
  void aSnapshotGoesOnWithoutWaitingForAHeartbeat() {
    try (GatewayServer gateway = gateway("10s")) {
      putMany(gateway);
      String path = "/v1/products/_live?ids=" + many();
      try (EventSource source = new EventSource(gateway.port(), path, "", ALL_AT_ONCE)) {
        JsonNode message = source.await("subscribed");
        while (!message.path("last").asBoolean()) {
          message = Objects.requireNonNull(source.next());
          assertThat(message.path("type").asText()).isEqualTo("snapshot");
        }
      }
    }
  }

  @Test
  void noneComesWhileTheSnapshotCanNotBeRead() {
    try (GatewayServer gateway = gateway("200ms")) {
      gateway.http().put("/v1/products/a", json("{'name':'x'}"));
      gateway.http().put("/v1/products/b", json("{'name':'x'}"));
    }
    try (GatewayServer gateway = gateway("200ms")) {
      String before;
      try (EventSource source = open(gateway, "a", "")) {
        source.await("snapshot");
        before = source.lastEventId();
      }
      redis.kill();
      Eventually.get(() -> gateway.http().get("/v1/products/b"), answer -> answer.status() == 503);
      String claimed;
      try (EventSource source = open(gateway, "b", "");
          EventSource resumed = open(gateway, "b", before);
          LiveClient client = gateway.live()) {
        client.send(json("{'type':'subscribe','id':'s','collection':'products','ids':['b']}"));
        String attached = client.await("subscribed").path("position").asText();
        assertThat(client.await("heartbeat").path("position").asText()).isEqualTo(attached);
        source.await("heartbeat");
        claimed = source.await("heartbeat").path("position").asText();
        assertThat(source.lastEventId()).isEmpty();
        assertThat(resumed.await("heartbeat").path("position").asText()).isEqualTo(before);
        assertThat(resumed.lastEventId()).isEmpty();
      }
      redis.close();
      redis = EmbeddedRedis.start(redis.options());
      Eventually.get(() -> gateway.http().get("/v1/products/b"), answer -> answer.status() == 200);
      try (EventSource source = open(gateway, "b", claimed)) {
        assertThat(source.await("snapshot").at("/docs/0/id").asText()).isEqualTo("b");
        assertThat(source.lastEventId()).isNotEmpty();
      }
    }
  }
}

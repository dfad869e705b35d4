package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.BlackHole;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store whose connections stay open but transmit nothing. */
@ExtendWith(RealServers.class)
class StalledStoreIT {
  private static final String SUBSCRIBE =
      json("{'type':'subscribe','id':'%1$s','collection':'products','ids':['%1$s']}");

  @Test
  void everyoneIsToldAndServedOnceItAnswers(RedisServer redis, ElasticsearchServer elasticsearch) {
    try (BlackHole hole = new BlackHole(URI.create(redis.url()).getPort());
        GatewayServer gateway =
            GatewayServer.start(
                redis.url().replaceFirst("\\d+$", Integer.toString(hole.port())),
                elasticsearch.url(),
                "stalled",
                Map.of(
                    "TIDEGATE_REDIS_COMMAND_TIMEOUT", "2s", "TIDEGATE_LIVE_HEARTBEAT", "200ms"));
        LiveClient client = gateway.live()) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/a", json("{'name':'x'}"));
      http.put("/v1/products/b", json("{'name':'x'}"));
      client.send(SUBSCRIBE.formatted("a")).await("snapshot");

      hole.shut();
      client.await(message -> message.path("lag_ms").asLong() > 4_000, "a heartbeat of a stall");
      HttpCalls.Answer notReady =
          Eventually.get(() -> http.get("/health/ready"), answer -> answer.status() == 503);
      assertThat(notReady.json().path("reasons").path(0).asText()).contains("Redis");
      assertThat(http.get("/v1/products/a").code()).isIn("store_unavailable", "outcome_unknown");
      assertThat(client.send(SUBSCRIBE.formatted("b")).await("subscribed").path("id").asText())
          .isEqualTo("b");
      client.await(message -> message.path("lag_ms").asLong() > 8_000, "heartbeats go on");
      assertThat(client.view().rev("b")).as("nothing is told of what can't be read").isZero();

      hole.open();
      assertThat(client.await("snapshot").path("id").asText()).isEqualTo("b");
      Eventually.get(() -> http.get("/health/ready"), answer -> answer.status() == 200);
      client.await(
          message -> message.has("lag_ms") && message.path("lag_ms").asLong() < 2_000, "no lag");
      long rev = http.put("/v1/products/a", json("{'name':'y'}")).rev();
      client.awaitView(view -> view.rev("a") == rev, "a change after it");
    }
  }
}

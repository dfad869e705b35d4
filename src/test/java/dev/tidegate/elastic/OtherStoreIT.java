package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.live.RedisCommands;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.RealServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Removal of indexed documents of a store that was emptied. */
@ExtendWith(RealServers.class)
class OtherStoreIT {
  private final String prefix = "o" + UUID.randomUUID().toString().substring(0, 8);
  private final String elasticsearchUrl;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @SuppressWarnings("NullAway.Init") // before each test
  private EmbeddedRedis redis;

  OtherStoreIT(ElasticsearchServer elasticsearch) {
    this.elasticsearchUrl = elasticsearch.url();
  }

  @BeforeEach
  void startRedis() {
    redis = EmbeddedRedis.start(data);
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  private GatewayServer gateway() {
    return GatewayServer.start(redis.url(), elasticsearchUrl, prefix, Map.of());
  }

  @Test
  void theIndexIsRebuiltOnceByOneOfTheGateways() throws IOException {
    try (GatewayServer one = gateway();
        GatewayServer two = gateway()) {
      fill(one);
      assertThat(rebuild(one).path("cause").asText()).isEqualTo("missing");
      RedisCommands.flushAll(redis.url());
      total(one, 0);
      total(two, 0);
      JsonNode done = finished(one);
      assertThat(done.path("cause").asText()).isEqualTo("store");
      two.http().put("/v1/products/after", json("{'name':'after'}"));
      total(one, 1);
      total(two, 1);
      assertThat(finished(two)).isEqualTo(done);
      assertThat(one.http().post("/admin/collections/products/verify", "").text())
          .startsWith("{\"summary\":{\"documents\":1,\"differences\":0,");
    }
  }

  @Test
  void alsoWhereNoGatewayRanMeanwhile() throws IOException {
    try (GatewayServer gateway = gateway()) {
      fill(gateway);
    }
    RedisCommands.flushAll(redis.url());
    JsonNode done;
    try (GatewayServer gateway = gateway()) {
      gateway.http().put("/v1/products/after", json("{'name':'after'}"));
      total(gateway, 1);
      done = finished(gateway);
      assertThat(done.path("cause").asText()).isEqualTo("store");
    }
    try (GatewayServer gateway = gateway()) {
      total(gateway, 1);
      assertThat(finished(gateway)).isEqualTo(done);
    }
  }

  private static void fill(GatewayServer gateway) {
    for (int i = 0; i < 5; i++) {
      gateway.http().put("/v1/products/p" + i, json("{'name':'before'}"));
    }
    total(gateway, 5);
  }

  private static void total(GatewayServer gateway, int documents) {
    Eventually.get(
        () -> gateway.http().get("/v1/products").json(),
        page -> page.path("total").asInt(-1) == documents && page.path("hits").size() == documents);
  }

  private static JsonNode finished(GatewayServer gateway) {
    return Eventually.get(
        () -> rebuild(gateway), rebuild -> rebuild.path("state").asText().equals("finished"));
  }

  private static JsonNode rebuild(GatewayServer gateway) {
    return gateway.http().get("/admin/collections/products/index").json().path("rebuild");
  }
}

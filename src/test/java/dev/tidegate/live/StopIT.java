package dev.tidegate.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that stops. */
@ExtendWith(RealServers.class)
class StopIT {
  @Test
  void clientsAreToldToComeBack(RedisServer redis, ElasticsearchServer elasticsearch) {
    GatewayServer gateway = GatewayServer.start(redis.url(), elasticsearch.url());
    try (LiveClient client = gateway.live()) {
      client.await("welcome");
      gateway.close();
      JsonNode bye = client.await("bye");
      assertThat(bye.path("reconnect").asBoolean()).isTrue();
      assertThat(bye.path("after_ms").asInt()).isBetween(0, 5_000);
      assertThat(client.awaitClose()).isEqualTo(4503);
    }
  }
}

package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits of the live queries of one client. */
@ExtendWith(RealServers.class)
class LiveQueryLimitsIT {
  private final String redis;
  private final String elasticsearch;

  LiveQueryLimitsIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis.url();
    this.elasticsearch = elasticsearch.url();
  }

  /** All combinations of the values are a billion: neither memory nor time may depend on them. */
  @Test
  void manyValuesOfManyFieldsAreServed() {
    try (GatewayServer gateway = start("product", Map.of());
        LiveClient client = gateway.live()) {
      String values = values(1_000);
      client.send(
          """
          {"type":"subscribe","id":"q","collection":"products","query":{"filter":\
          {"brand":[%s],"category":[%s],"badge":[%s]}}}"""
              .formatted(values, values, values));
      client.await("snapshot");
      gateway.http().put("/v1/products/no", document("v1", "v2", "other"));
      gateway.http().put("/v1/products/yes", document("v7", "v999", "v0"));
      JsonNode enter = client.await("enter");
      assertThat(enter.at("/docs/0/id").asText()).isEqualTo("yes");
      gateway.http().patch("/v1/products/yes", json("{'badge':'other'}"));
      assertThat(client.await("leave").at("/ids/0").asText()).isEqualTo("yes");
    }
  }

  @Test
  void aSessionHasSoManyAndLargeOnesCountMore() {
    try (GatewayServer gateway =
            start("session", Map.of("TIDEGATE_LIVE_MAX_QUERIES_PER_SESSION", "20"));
        LiveClient client = gateway.live();
        LiveClient other = gateway.live()) {
      client.send(query("large", values(1_000)));
      client.await("snapshot");
      client.send(query("larger", values(999)));
      assertRefused(client.await("error"), "larger");
      client.send(query("small", values(1)));
      client.await("snapshot");
      client.send(json("{'type':'unsubscribe','id':'large'}"));
      client.send(query("larger", values(999)));
      client.await("snapshot");
      other.send(query("others", values(1_000)));
      other.await("snapshot");
    }
  }

  @Test
  void allSessionsTogetherHaveSoMany() {
    try (GatewayServer gateway = start("all", Map.of("TIDEGATE_LIVE_MAX_QUERIES", "2"));
        LiveClient client = gateway.live()) {
      client.send(query("a", values(1))).await("snapshot");
      client.send(query("b", values(2))).await("snapshot");
      client.send(query("c", values(3)));
      JsonNode error = client.await("error");
      assertThat(error.at("/problem/code").asText()).isEqualTo("too_many_queries");
      assertThat(error.at("/problem/status").asInt()).isEqualTo(503);
      client.send(json("{'type':'unsubscribe','id':'a'}"));
      client.send(query("c", values(3))).await("snapshot");
    }
  }

  private GatewayServer start(String prefix, Map<String, String> settings) {
    return GatewayServer.start(redis, elasticsearch, "queries-" + prefix, settings);
  }

  private static void assertRefused(JsonNode error, String id) {
    assertThat(error.path("id").asText()).isEqualTo(id);
    assertThat(error.at("/problem/code").asText()).isEqualTo("too_many_queries");
    assertThat(error.at("/problem/status").asInt()).isEqualTo(429);
  }

  private static String query(String id, String brands) {
    return """
        {"type":"subscribe","id":"%s","collection":"products","query":{"filter":{"brand":[%s]}}}"""
        .formatted(id, brands);
  }

  private static String values(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"v" + i + "\"")
        .collect(Collectors.joining(","));
  }

  private static String document(String brand, String category, String badge) {
    return json("{'name':'n','brand':'%s','category':'%s','badge':'%s'}", brand, category, badge);
  }
}

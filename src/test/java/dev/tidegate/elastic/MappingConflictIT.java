package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Indices that others made where the gateway's should be. */
@ExtendWith(RealServers.class)
class MappingConflictIT {
  private final String prefix = "c" + UUID.randomUUID().toString().substring(0, 8);
  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;
  private final RawElasticsearch raw;

  MappingConflictIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
    this.raw = new RawElasticsearch(elasticsearch.url());
  }

  @Test
  void anIndexOfTheAliasesNameIsRefusedAndKept() {
    String mine = prefix + "-products";
    raw.send("PUT", "/" + mine, json("{'mappings':%s}", mappingWithTextPrice()));
    assertThatThrownBy(this::start)
        .hasStackTraceContaining("collection products: index " + mine)
        .hasStackTraceContaining("field 'price' is mapped as text");
    assertThat(raw.indices(prefix)).contains(mine);
  }

  @Test
  void anAliasToSomethingElseIsRefused() {
    String theirs = prefix + "-something";
    create(theirs, mappingWithTextPrice());
    assertThatThrownBy(this::start)
        .hasStackTraceContaining(theirs + " has the alias and was not created by a gateway")
        .hasStackTraceContaining("field 'price' is mapped as text");
  }

  @Test
  void ourOwnIndexWithAnotherMappingIsRefused() {
    String mapping = mappingWithTextPrice();
    String index;
    try (GatewayServer gateway = start()) {
      index = index(gateway);
    }
    raw.send("DELETE", "/" + index, null);
    create(index, mapping);
    assertThatThrownBy(this::start)
        .hasStackTraceContaining(
            index + " was changed by another program; field 'price' is mapped as text");
  }

  /** One behind the alias. */
  private void create(String index, String mapping) {
    String aliases = json("{'%s-products':{}}", prefix);
    raw.send("PUT", "/" + index, json("{'mappings':%s,'aliases':%s}", mapping, aliases));
  }

  /** Returns the mapping of the gateway, except for the price. */
  private String mappingWithTextPrice() {
    try (GatewayServer gateway = GatewayServer.start(redis.url(), elasticsearch.url())) {
      String answer = raw.send("GET", "/" + index(gateway) + "/_mapping", null);
      String mapping = answer.substring(answer.indexOf("\"mappings\":") + 11, answer.length() - 2);
      assertThat(mapping).contains(json("'price':{'type':'long'}"));
      return mapping.replace(json("'price':{'type':'long'}"), json("'price':{'type':'text'}"));
    }
  }

  private static String index(GatewayServer gateway) {
    return Eventually.get(
        () -> gateway.http().get("/admin/collections/products/index").json().path("index").asText(),
        name -> !name.isEmpty());
  }

  private GatewayServer start() {
    return GatewayServer.start(redis.url(), elasticsearch.url(), prefix, Map.of());
  }
}

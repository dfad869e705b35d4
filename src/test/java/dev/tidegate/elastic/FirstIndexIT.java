package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.MeddlingProxy;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** First start on an empty store. */
@ExtendWith(RealServers.class)
class FirstIndexIT {
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);

  /** Creations of the index of products that Elasticsearch has not received yet. */
  private final Queue<Promise<Void>> creations = new ConcurrentLinkedQueue<>();

  private final Queue<String> created = new ConcurrentLinkedQueue<>();

  @Test
  void theGatewayIsReadyOnceEveryCollectionIsSearched(
      RedisServer redis, ElasticsearchServer elasticsearch) {
    List<String> collections = List.of("products", "orders", "users", "devices", "posts");
    try (GatewayServer gateway =
        GatewayServer.startAtOnce(
            redis.url(), elasticsearch.url(), prefix, Map.of(), collections)) {
      HttpCalls http = gateway.http();
      assertThat(http.get("/health/ready").json().path("status").asText()).isEqualTo("ready");
      for (String collection : collections) {
        HttpCalls.Answer page = http.get("/v1/" + collection);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.json().path("total").asInt()).isZero();
      }
    }
  }

  @Test
  void aCreationThatTakesLongerThanTheGatewayWaitsIsNotRepeatedUnderAnotherName(
      RedisServer redis, ElasticsearchServer elasticsearch) {
    RawElasticsearch raw = new RawElasticsearch(elasticsearch.url());
    try (MeddlingProxy slow = new MeddlingProxy(elasticsearch.port(), this::gate);
        GatewayServer gateway =
            GatewayServer.start(
                redis.url(),
                slow.url(),
                prefix,
                Map.of("TIDEGATE_ELASTICSEARCH_REQUEST_TIMEOUT", "1s"))) {
      HttpCalls http = gateway.http();
      for (int i = 0; i < 20; i++) {
        http.put("/v1/products/p" + i, json("{'name':'tea'}"));
      }
      Eventually.get(() -> http.get("/v1/products?q=tea"), this::hasAll);
      Eventually.get(
          () -> http.get("/admin/collections/products/index").json().path("state").asText(),
          "idle"::equals);
      assertThat(created).hasSizeGreaterThan(1);
      assertThat(created.stream().distinct()).hasSize(1);
      assertThat(raw.indices(prefix + "-products")).hasSize(1);
      assertThat(total(http.get("/v1/products?q=tea"))).isEqualTo(20);
    }
  }

  @Test
  void twoIndicesBehindTheAliasBecomeOne(RedisServer redis, ElasticsearchServer elasticsearch) {
    RawElasticsearch raw = new RawElasticsearch(elasticsearch.url());
    try (GatewayServer gateway =
        GatewayServer.start(redis.url(), elasticsearch.url(), prefix, Map.of())) {
      gateway.http().put("/v1/products/p1", json("{'name':'tea'}"));
      Eventually.get(
          () -> gateway.http().get("/admin/collections/products/index").json(),
          state -> state.at("/backlog/waiting").asInt(-1) == 0);
    }
    String alias = prefix + "-products";
    String index = raw.indices(alias).iterator().next();
    raw.send("PUT", "/" + index + "/_block/write", null);
    raw.send("POST", "/" + index + "/_clone/" + index + "x", null);
    for (String each : new String[] {index, index + "x"}) {
      raw.send("PUT", "/" + each + "/_settings", json("{'index.blocks.write':null}"));
    }
    raw.send(
        "POST",
        "/_aliases",
        json("{'actions':[{'add':{'index':'%sx','alias':'%s'}}]}", index, alias));
    try (GatewayServer gateway =
        GatewayServer.start(redis.url(), elasticsearch.url(), prefix, Map.of())) {
      Eventually.get(() -> raw.indices(alias).size(), size -> size == 1);
      Eventually.get(() -> total(gateway.http().get("/v1/products?q=tea")), total -> total == 1);
    }
  }

  private boolean hasAll(HttpCalls.Answer page) {
    int total = total(page);
    assertThat(total).isLessThanOrEqualTo(20);
    return total == 20;
  }

  private static int total(HttpCalls.Answer page) {
    return page.json().path("total").asInt();
  }

  /** The first creation arrives when the gateway has asked for the second time. */
  private Future<Void> gate(HttpServerRequest request) {
    String path = request.path();
    if (!request.method().equals(HttpMethod.PUT)
        || !path.matches("/" + prefix + "-products-\\w+-\\w+")) {
      return Future.succeededFuture();
    }
    created.add(path);
    if (created.size() > 1) {
      creations.forEach(Promise::tryComplete);
      return Future.succeededFuture();
    }
    Promise<Void> later = Promise.promise();
    creations.add(later);
    return later.future();
  }
}

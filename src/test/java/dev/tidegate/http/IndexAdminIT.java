package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Shards;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.Futures;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Index administration, over HTTP and with the script, on a store that two gateways share. */
@ExtendWith({RealServers.class, VertxExtension.class})
class IndexAdminIT {
  private static final String ADMIN = "/admin/collections/products/";

  private final String prefix = "a" + UUID.randomUUID().toString().substring(0, 8);
  private final String redisUrl;
  private final String elasticsearchUrl;
  private final GatewayServer one;
  private final GatewayServer two;
  private final Vertx vertx;

  IndexAdminIT(RedisServer redis, ElasticsearchServer elasticsearch, Vertx vertx) {
    this.vertx = vertx;
    redisUrl = redis.url();
    elasticsearchUrl = elasticsearch.url();
    List<String> collections = List.of("orders", "products", "users");
    one = GatewayServer.start(redisUrl, elasticsearchUrl, prefix, Map.of(), collections);
    two = GatewayServer.start(redisUrl, elasticsearchUrl, prefix, Map.of(), collections);
  }

  @AfterEach
  void stop() {
    two.close();
    one.close();
  }

  @Test
  void eitherGatewayHasTheIndexRebuiltAndTellsHowFarItIs() {
    fill(50);
    String former = state(one).path("index").asText();
    Answer begun = two.http().post(ADMIN + "reindex", "");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.header("location")).isEqualTo(ADMIN + "index");
    assertThat(begun.json().path("state").asText()).isEqualTo("building");
    Answer again = one.http().post(ADMIN + "reindex", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("reindex_running");
    for (GatewayServer each : List.of(one, two)) {
      JsonNode done =
          Eventually.get(() -> state(each), s -> s.path("state").asText().equals("idle"));
      assertThat(done.at("/rebuild/id")).isEqualTo(begun.json().path("id"));
      assertThat(done.at("/rebuild/cause").asText()).isEqualTo("requested");
      assertThat(done.at("/rebuild/indexed").asInt()).isEqualTo(50);
      assertThat(done.path("documents").asInt()).isEqualTo(50);
    }
    one.http().put("/v1/products/x", json("{'name':'x'}"));
    for (GatewayServer each : List.of(one, two)) {
      each.http().patch("/v1/products/x", json("{'price':1}"));
      Eventually.get(() -> total(each, "/v1/products?price=1"), total -> total == 1);
    }
    for (GatewayServer each : List.of(one, two)) {
      Eventually.get(() -> state(each).path("index").asText(), name -> !name.equals(former));
    }
    for (GatewayServer each : List.of(one, two)) {
      Eventually.get(
          () -> each.http().get("/metrics").text(),
          text -> text.contains("tidegate_index_rebuilds_running 0.0"));
    }
  }

  @Test
  void deadLettersAreListedAndRetried() {
    fill(1);
    poison("bad", "\"a lot\"");
    JsonNode list =
        Eventually.get(
            () -> one.http().get(ADMIN + "dead-letters").json(),
            letters -> letters.path("total").asInt() == 1);
    JsonNode letter = list.at("/dead_letters/0");
    assertThat(letter.path("id").asText()).isEqualTo("bad");
    assertThat(letter.path("rev").asLong()).isEqualTo(1_764_000_000_000_001L);
    assertThat(letter.path("reason").asText()).contains("price");
    assertThat(state(two).at("/backlog/refused").asInt()).isOne();

    redis("HSET", document("bad"), "price", "5");
    Answer retried = two.http().post(ADMIN + "dead-letters/retry", json("{'ids':['bad','none']}"));
    assertThat(retried.json().path("retried").asInt()).isOne();
    Eventually.get(() -> state(one).at("/backlog/refused").asInt(), refused -> refused == 0);
    Eventually.get(() -> total(one, "/v1/products?price=5"), total -> total == 1);
  }

  @Test
  void theScriptFindsAndRepairs() throws Exception {
    fill(300);
    assertThat(script("--collection", "products"))
        .isEqualTo("0 products: 300 documents, " + "0 differences, 0 waiting, 0 refused\n");
    assertThat(script()).startsWith("0 ").contains("orders: 0 documents", "users: 0 documents");
    String index = state(one).path("index").asText();
    elasticsearch("DELETE", "/" + index + "/_doc/d7");
    elasticsearch("POST", "/" + index + "/_refresh");
    assertThat(script("--collection", "products"))
        .startsWith("1 products: missing d7 ")
        .contains("300 documents, 1 differences");
    assertThat(script("--collection", "products", "--repair"))
        .startsWith("0 products: missing d7 ")
        .contains("repaired: products: 300 documents, 0 differences");
    assertThat(script("--collection", "nope")).startsWith("2 ").contains("unknown_collection");
  }

  private void fill(int documents) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      lines.append(json("{'op':'put','id':'d%s','doc':{'name':'one'}}\n", i));
    }
    one.http().post("/v1/products/_bulk", lines.toString());
    Eventually.get(() -> total(one, "/v1/products"), total -> total == documents);
    Eventually.get(
        () -> state(one),
        state ->
            state.path("state").asText().equals("idle")
                && state.at("/backlog/waiting").asInt(-1) == 0);
  }

  private static int total(GatewayServer gateway, String search) {
    return gateway.http().get(search).json().path("total").asInt(-1);
  }

  private static JsonNode state(GatewayServer gateway) {
    HttpCalls http = gateway.http();
    return http.get(ADMIN + "index").json();
  }

  /** Stores a document without validation. */
  private void poison(String id, String price) {
    redis("HSET", document(id), "_rev", "1764000000000001", "price", price);
    redis("ZADD", shard(id) + "ids:products", "0", id);
    String dirty = shard(id) + "dirty";
    redis("ZADD", dirty, "1764000000000001", "products/" + id);
  }

  private String document(String id) {
    return shard(id) + "doc:products/" + id;
  }

  private String shard(String id) {
    return prefix + ":{" + new Shards(8).of(new DocumentKey("products", id)) + "}:";
  }

  private void redis(String command, String... args) {
    Redis client = Redis.createClient(vertx, redisUrl);
    Futures.await(
        RedisAPI.api(client).send(Command.create(command), args).eventually(client::close));
  }

  private void elasticsearch(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(elasticsearchUrl + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Exit code and output of the script. */
  private String script(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("scripts/verify-index", "--url", "http://127.0.0.1:" + two.port()));
    command.addAll(List.of(options));
    Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return script.waitFor() + " " + output;
  }
}

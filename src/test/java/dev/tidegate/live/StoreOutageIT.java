package dev.tidegate.live;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.embedded.RedisOptions;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RestartablePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Outages of the store: it stops, starts again, or is replaced by another one. */
@ExtendWith(RealServers.class)
class StoreOutageIT {
  private static final String SUBSCRIBE =
      json("{'type':'subscribe','id':'s','collection':'products','ids':['a']}");

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @SuppressWarnings("NullAway.Init") // each test sets it
  private EmbeddedRedis redis;

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  private GatewayServer gateway(ElasticsearchServer elasticsearch) {
    redis = EmbeddedRedis.start(RedisOptions.in(data).withPort(RestartablePorts.next()));
    return GatewayServer.start(
        redis.url(), elasticsearch.url(), "outage", Map.of("TIDEGATE_REDIS_COMMAND_TIMEOUT", "2s"));
  }

  private void restartRedis() {
    redis.kill();
    redis.close();
    redis = EmbeddedRedis.start(redis.options());
  }

  @Test
  void sessionsSurviveARestartAndMissNothing(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch);
        LiveClient client = gateway.live()) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/a", json("{'name':'x','stock':1}"));
      client.send(SUBSCRIBE).await("snapshot");
      for (int round = 1; round <= 3; round++) {
        restartRedis();
        String key = "round-" + round;
        long rev =
            Eventually.get(
                    () ->
                        http.post(
                            "/v1/products/a/adjust", json("{'stock':1}"), "Idempotency-Key", key),
                    answer -> answer.status() == 200)
                .rev();
        client.awaitView(view -> view.rev("a") == rev, "revision " + rev);
        assertThat(client.view().doc("a")).hasToString(json("{'name':'x','stock':%d}", 1 + round));
      }
    }
  }

  @Test
  void liveQueriesSurviveARestartAndMissNothing(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch);
        LiveClient client = gateway.live()) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/a", json("{'name':'x','stock':1}"));
      http.put("/v1/products/b", json("{'name':'x','stock':0}"));
      client.send(
          """
          {"type":"subscribe","id":"s","collection":"products",\
          "query":{"filter":{"stock":{"gte":1}},"sort":"name"}}""");
      client.awaitView(view -> List.of("a").equals(view.list("s")), "a");
      for (int round = 1; round <= 2; round++) {
        String in = round == 1 ? "b" : "a";
        String out = round == 1 ? "a" : "b";
        restartRedis();
        adjust(http, out, -1, "out-" + round);
        adjust(http, in, 1, "in-" + round);
        client.awaitView(view -> List.of(in).equals(view.list("s")), in);
      }
    }
  }

  private static void adjust(HttpCalls http, String id, int by, String key) {
    Eventually.get(
        () ->
            http.post(
                "/v1/products/" + id + "/adjust", json("{'stock':%s}", by), "Idempotency-Key", key),
        answer -> answer.status() == 200);
  }

  @Test
  void readinessAndAnswersTellOfTheOutage(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch)) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/a", json("{'name':'x'}"));
      redis.kill();
      HttpCalls.Answer read =
          Eventually.get(() -> http.get("/v1/products/a"), answer -> answer.status() == 503);
      assertThat(read.code()).isEqualTo("store_unavailable");
      assertThat(read.header("retry-after")).isNotEmpty();
      HttpCalls.Answer export = http.get("/v1/products/_export");
      assertThat(export.status()).isEqualTo(503);
      assertThat(export.code()).isEqualTo("store_unavailable");
      Eventually.get(() -> http.get("/health/ready"), answer -> answer.status() == 503);
      assertThat(http.get("/health/live").status()).isEqualTo(200);
      redis.close();
      redis = EmbeddedRedis.start(redis.options());
      Eventually.get(() -> http.get("/health/ready"), answer -> answer.status() == 200);
      Eventually.get(() -> http.get("/v1/products/a"), answer -> answer.status() == 200);
    }
  }

  @Test
  void writesUnderWayAreToldThatTheirOutcomeIsUnknown(ElasticsearchServer elasticsearch)
      throws ExecutionException, InterruptedException {
    try (GatewayServer gateway = gateway(elasticsearch);
        ExecutorService pool = Executors.newFixedThreadPool(8)) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/a", json("{'name':'x'}"));
      CountDownLatch writing = new CountDownLatch(200);
      List<Future<HttpCalls.Answer>> last = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        last.add(
            pool.submit(
                () -> {
                  HttpCalls.Answer answer;
                  do {
                    answer = http.post("/v1/products/a/adjust", json("{'sold':1}"));
                    writing.countDown();
                  } while (answer.status() == 200);
                  return answer;
                }));
      }
      writing.await();
      redis.kill();
      for (Future<HttpCalls.Answer> answer : last) {
        assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(503);
        assertThat(answer.get().code()).isIn("outcome_unknown", "store_unavailable");
      }
    }
  }

  @Test
  void anotherContentEndsTheSessions(ElasticsearchServer elasticsearch) throws IOException {
    try (GatewayServer gateway = gateway(elasticsearch);
        LiveClient client = gateway.live()) {
      String epoch = client.await("welcome").path("epoch").asText();
      gateway.http().put("/v1/products/a", json("{'name':'x'}"));
      client.send(SUBSCRIBE).await("snapshot");
      RedisCommands.flushAll(redis.url());
      assertThat(client.awaitClose()).isEqualTo(4503);
      try (LiveClient next = gateway.live()) {
        assertThat(next.await("welcome").path("epoch").asText()).isNotEqualTo(epoch);
        next.send(SUBSCRIBE);
        assertThat(next.await("snapshot").path("gone").toString()).isEqualTo(json("['a']"));
        long rev = gateway.http().put("/v1/products/a", json("{'name':'y'}")).rev();
        next.awaitView(view -> view.rev("a") == rev, "the new document");
      }
    }
  }

  @Test
  void aStoreThatLostItsTailAndWentOnIsAnotherOne(
      ElasticsearchServer elasticsearch, @TempDir Path older) throws IOException {
    try (GatewayServer gateway = gateway(elasticsearch);
        LiveClient client = gateway.live()) {
      gateway.http().put("/v1/products/a", json("{'name':'kept'}"));
      copyLog(older);
      gateway.http().put("/v1/products/a", json("{'name':'lost'}"));
      client.send(SUBSCRIBE).await("snapshot");
      RedisOptions lost = redis.options();
      redis.kill();
      redis.close();
      // The old store receives writes before the gateway reconnects: its end passes the lost write.
      redis = EmbeddedRedis.start(RedisOptions.in(older));
      try (GatewayServer other =
          GatewayServer.start(redis.url(), elasticsearch.url(), "outage", Map.of())) {
        assertThat(other.http().get("/v1/products/a").text()).contains("kept");
        for (int i = 0; i < 50; i++) {
          other.http().put("/v1/products/b" + i, json("{'name':'x'}"));
        }
      }
      redis.close();
      redis = EmbeddedRedis.start(new RedisOptions(older, lost.port(), lost.password()));
      assertThat(client.awaitClose()).isEqualTo(4503);
      try (LiveClient next = gateway.live()) {
        JsonNode now = next.send(SUBSCRIBE).await("snapshot").at("/docs/0/doc");
        assertThat(now.path("name").asText()).isEqualTo("kept");
      }
    }
  }

  /** Copies the log files of Redis. Redis writes them before it answers. */
  private void copyLog(Path to) throws IOException {
    Path copy = Files.createDirectory(to.resolve("appendonlydir"));
    try (Stream<Path> files = Files.list(data.resolve("appendonlydir"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }
}

package dev.tidegate.read;

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
import dev.tidegate.testing.RedisSocket;
import dev.tidegate.testing.RestartablePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Near cache of a gateway: it changes no response, and saves reads from Redis. */
@ExtendWith(RealServers.class)
class NearCacheIT {
  private static final Map<String, String> SETTINGS =
      Map.of("TIDEGATE_HTTP_EVENT_LOOPS", "4", "TIDEGATE_REDIS_COMMAND_TIMEOUT", "2s");

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  private EmbeddedRedis redis;

  @BeforeEach
  void startRedis() {
    redis = EmbeddedRedis.start(RedisOptions.in(data).withPort(RestartablePorts.next()));
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  private GatewayServer gateway(ElasticsearchServer elasticsearch) {
    return GatewayServer.start(
        redis.url(), elasticsearch.url(), "near", SETTINGS, List.of("products", "orders"));
  }

  private static <T> List<T> atOnce(int threads, Callable<T> work) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : all) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e.getCause() == null ? e : e.getCause());
    }
  }

  private static void awaitFollowing(HttpCalls http) {
    Eventually.get(
        () -> {
          http.get("/v1/orders/warm-up");
          return http.get("/metrics").text();
        },
        text -> !text.contains("tidegate_cache_hits_total 0.0"));
  }

  @Test
  void aDocumentIsReadOnceHoweverManyAskAtOnce(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch)) {
      HttpCalls http = gateway.http();
      awaitFollowing(http);
      for (int round = 0; round < 20; round++) {
        String path = "/v1/products/cold-" + round;
        long before = CommandCounts.documentsRead(redis.url());
        assertThat(atOnce(32, () -> http.get(path).status())).containsOnly(404);
        assertThat(http.get(path).status()).isEqualTo(404);
        assertThat(CommandCounts.documentsRead(redis.url()) - before).isEqualTo(1);
      }
      long before = CommandCounts.documentsRead(redis.url());
      assertThat(http.get("/v1/products?ids=cold-1,new-1,cold-2,new-2,new-1").json())
          .hasToString(json("{'docs':[],'missing':['cold-1','new-1','cold-2','new-2']}"));
      assertThat(CommandCounts.documentsRead(redis.url()) - before).isEqualTo(2);
    }
  }

  @Test
  void whateverFollowsAWritesAnswerShowsIt(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch)) {
      HttpCalls http = gateway.http();
      SplittableRandom seeds = new SplittableRandom(7);
      List<SplittableRandom> randoms = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        randoms.add(seeds.split());
      }
      atOnce(
          8,
          () -> {
            SplittableRandom random;
            synchronized (randoms) {
              random = randoms.removeLast();
            }
            for (int i = 0; i < 500; i++) {
              String id = "r" + random.nextInt(6);
              long rev = write(http, id, random.nextInt(10));
              long seen =
                  random.nextBoolean()
                      ? seenByGet(http, id)
                      : seenByIds(http, id, "r" + random.nextInt(6));
              assertThat(seen).as("revision of %s", id).isGreaterThanOrEqualTo(rev);
            }
            return "done";
          });
    }
  }

  private static long write(HttpCalls http, String id, int kind) {
    String path = "/v1/products/" + id;
    HttpCalls.Answer answer =
        switch (kind) {
          case 0 -> http.delete(path);
          case 1, 2, 3 -> http.put(path, json("{'name':'x','stock':1}"));
          case 4 ->
              http.post(
                  "/v1/products/_bulk", json("{'op':'put','id':'%s','doc':{'name':'b'}}\n", id));
          default -> http.patch(path, json("{'price':%s}", System.nanoTime() % 1_000));
        };
    return answer.status() == 200 || answer.status() == 201 ? answer.rev() : 0;
  }

  /** Returns the revision; for an absent document, which has none, the maximum. */
  private static long seenByGet(HttpCalls http, String id) {
    HttpCalls.Answer answer = http.get("/v1/products/" + id);
    return answer.status() == 404 ? Long.MAX_VALUE : answer.rev();
  }

  private static long seenByIds(HttpCalls http, String id, String other) {
    JsonNode docs = http.get("/v1/products?ids=" + other + "," + id).json().path("docs");
    for (JsonNode doc : docs) {
      if (doc.path("id").asText().equals(id)) {
        return doc.path("rev").asLong();
      }
    }
    return Long.MAX_VALUE;
  }

  @Test
  void aCreationOrARemovalIsSeenByWhoeverAsksNext(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch)) {
      HttpCalls http = gateway.http();
      atOnce(
          4,
          () -> {
            String path = "/v1/products/own-" + Thread.currentThread().threadId();
            for (int i = 0; i < 250; i++) {
              assertThat(http.get(path).status()).isEqualTo(404);
              long rev = http.put(path, json("{'name':'x'}")).rev();
              assertThat(http.get(path).rev()).isEqualTo(rev);
              http.delete(path);
            }
            return http.get(path).status();
          });
    }
  }

  @Test
  void aSearchsHitsAndASnapshotShowTheLastWrite(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch);
        LiveClient client = gateway.live()) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/s", json("{'name':'zanzibar'}"));
      Eventually.get(
          () -> http.get("/v1/products?q=zanzibar"),
          found -> found.json().path("total").asInt() == 1);
      for (int i = 1; i <= 100; i++) {
        long rev = http.patch("/v1/products/s", json("{'stock':%s}", i)).rev();
        JsonNode hit = http.get("/v1/products?q=zanzibar").json().path("hits").path(0);
        assertThat(hit.path("rev").asLong()).isEqualTo(rev);
        long next = http.patch("/v1/products/s", json("{'price':%s}", i)).rev();
        String id = "s" + i;
        client.send(json("{'type':'subscribe','id':'%s','collection':'products','ids':['s']}", id));
        JsonNode snapshot =
            client.await(
                m -> m.path("type").asText().equals("snapshot") && m.path("id").asText().equals(id),
                "snapshot " + id);
        assertThat(snapshot.path("docs").path(0).path("rev").asLong()).isEqualTo(next);
        client.send(json("{'type':'unsubscribe','id':'%s'}", id));
      }
    }
  }

  @Test
  void throughAnotherGatewayALeastRevisionIsKept(ElasticsearchServer elasticsearch) {
    try (GatewayServer one = gateway(elasticsearch);
        GatewayServer other = gateway(elasticsearch)) {
      HttpCalls writer = one.http();
      HttpCalls reader = other.http();
      writer.put("/v1/products/m", json("{'name':'zebrafish','stock':0}"));
      Eventually.get(() -> reader.get("/v1/products/m"), answer -> answer.status() == 200);
      Eventually.get(
          () -> reader.get("/v1/products?q=zebrafish"),
          found -> found.json().path("total").asInt() == 1);
      for (int i = 1; i <= 300; i++) {
        long rev = writer.patch("/v1/products/m", json("{'stock':%s}", i)).rev();
        JsonNode doc =
            switch (i % 3) {
              case 0 -> reader.get("/v1/products/m?min_rev=" + rev).json();
              case 1 -> reader.get("/v1/products?ids=m&min_rev=" + rev).json().at("/docs/0");
              default -> reader.get("/v1/products?q=zebrafish&min_rev=" + rev).json().at("/hits/0");
            };
        assertThat(doc.path("rev").asLong()).isEqualTo(rev);
        assertThat(doc.path("doc").path("stock").asInt()).isEqualTo(i);
      }
      long last = writer.delete("/v1/products/m").rev();
      assertThat(reader.get("/v1/products/m?min_rev=" + last).status()).isEqualTo(404);
      assertThat(reader.get("/v1/products/m?min_rev=" + (last + 1_000_000_000)).code())
          .isEqualTo("rev_not_reached");
      writer.put("/v1/products/m", json("{'name':'again'}"));
      Eventually.get(() -> reader.get("/v1/products/m"), answer -> answer.status() == 200);
    }
  }

  @Test
  void whoComesFromAnotherGatewayIsNotToldAnOlderState(ElasticsearchServer elasticsearch) {
    try (GatewayServer one = gateway(elasticsearch);
        GatewayServer other = gateway(elasticsearch)) {
      HttpCalls writer = one.http();
      writer.put("/v1/products/h", json("{'name':'x'}"));
      other.http().get("/v1/products/h");
      for (int i = 1; i <= 100; i++) {
        try (LiveClient client = other.live()) {
          client.await("welcome");
          long rev = writer.patch("/v1/products/h", json("{'stock':%s}", i)).rev();
          client.send(
              """
              {"type":"subscribe","id":"h","collection":"products","ids":["h"],"have":{"h":%d}}"""
                  .formatted(rev));
          assertThat(client.await("snapshot").path("docs")).as("older than %d", rev).isEmpty();
        }
      }
    }
  }

  @Test
  void aRestartedStoreIsReadAndNothingOldIsAnswered(ElasticsearchServer elasticsearch) {
    try (GatewayServer gateway = gateway(elasticsearch)) {
      HttpCalls http = gateway.http();
      http.put("/v1/products/o", json("{'name':'x','stock':0}"));
      for (int round = 1; round <= 3; round++) {
        redis.kill();
        Eventually.get(() -> http.get("/v1/products/o"), answer -> answer.status() == 503);
        redis.close();
        redis = EmbeddedRedis.start(redis.options());
        String key = "round-" + round;
        long rev =
            Eventually.get(
                    () ->
                        http.post(
                            "/v1/products/o/adjust", json("{'stock':1}"), "Idempotency-Key", key),
                    answer -> answer.status() == 200)
                .rev();
        for (int i = 0; i < 50; i++) {
          HttpCalls.Answer read = http.get("/v1/products/o");
          assertThat(read.status() == 503 || read.rev() == rev).as(read.text()).isTrue();
        }
      }
    }
  }

  @Test
  void anotherContentVoidsWhatIsHeld(ElasticsearchServer elasticsearch) throws IOException {
    try (GatewayServer gateway = gateway(elasticsearch)) {
      HttpCalls http = gateway.http();
      awaitFollowing(http);
      http.put("/v1/products/f", json("{'name':'x'}"));
      assertThat(http.get("/v1/products/f").status()).isEqualTo(200);
      try (RedisSocket socket = new RedisSocket(redis.url())) {
        assertThat(socket.ask("FLUSHALL")).isEqualTo("+OK");
      }
      Eventually.get(() -> http.get("/v1/products/f"), answer -> answer.status() == 404);
      long rev = http.put("/v1/products/f", json("{'name':'y'}")).rev();
      assertThat(http.get("/v1/products/f").rev()).isEqualTo(rev);
    }
  }
}

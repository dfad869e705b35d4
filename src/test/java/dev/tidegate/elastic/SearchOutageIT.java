package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.RecordedStartupCache;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import dev.tidegate.testing.RestartablePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Elasticsearch is paused, resumed, and restarted. */
@ExtendWith(RealServers.class)
class SearchOutageIT {
  private static final int MAX_IN_FLIGHT = 24;
  private static final int SEARCHES = 40;
  private static final String LISTING = "/v1/products?sort=-price&limit=5";

  /** Maximum duration of what does not wait for Elasticsearch, with its request time-out of 3 s. */
  private static final Duration USUAL = Duration.ofSeconds(2);

  private final ExecutorService clients = Executors.newFixedThreadPool(SEARCHES);

  @Test
  void onlySearchesNoticeAndSayWhatIsWrong(RedisServer redis, @TempDir Path data)
      throws IOException, InterruptedException {
    RecordedStartupCache.provide(data);
    ElasticsearchOptions options =
        ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data)
            .withHttpPort(RestartablePorts.next());
    EmbeddedElasticsearch before = EmbeddedElasticsearch.start(options);
    try (GatewayServer gateway =
        GatewayServer.start(
            redis.url(),
            before.url(),
            "searchoutage",
            Map.of(
                "TIDEGATE_ELASTICSEARCH_REQUEST_TIMEOUT",
                "3s",
                "TIDEGATE_ELASTICSEARCH_MAX_IN_FLIGHT",
                Integer.toString(MAX_IN_FLIGHT)))) {
      HttpCalls http = gateway.http();
      fill(http);
      String first = next(http.get(LISTING));
      String second = next(http.get(LISTING + "&cursor=" + first));

      signal("-STOP", before);
      try (LiveClient client = gateway.live()) {
        List<Future<Answer>> searches = flood(http);
        othersGoOn(http, client);
        statesTheFault(searches);
        Eventually.get(
            () -> http.get("/health/ready").json().path("status").asText(), "degraded"::equals);
        // One call per second is tried and waits; the next ones fail at once.
        http.get("/v1/products?q=tried");
        Answer late = timed(() -> http.get("/v1/products?q=late"), USUAL);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.text()).contains("Elasticsearch does not respond");
      } finally {
        signal("-CONT", before);
      }
      awaitAnswers(http, "awake");

      before.close();
      Eventually.get(() -> http.get("/v1/products?q=away"), answer -> answer.status() == 503);
      try (EmbeddedElasticsearch after = EmbeddedElasticsearch.start(options)) {
        assertThat(after.port()).isEqualTo(before.port());
        startedAnew(http, first, second);
      }
    } finally {
      clients.shutdownNow();
      before.close();
    }
  }

  private static void fill(HttpCalls http) {
    for (int i = 0; i < 30; i++) {
      http.put("/v1/products/p" + i, json("{'name':'tea','price':%s}", i));
    }
    Eventually.get(() -> http.get(LISTING).json().path("total").asInt(), total -> total == 30);
  }

  /** Waits until the index answers: a word not asked for before is in no cache. */
  private static void awaitAnswers(HttpCalls http, String word) {
    Eventually.get(() -> http.get("/v1/products?q=" + word), answer -> answer.status() == 200);
  }

  /** Different ones, so that none waits for another's answer. */
  private List<Future<Answer>> flood(HttpCalls http) {
    List<Future<Answer>> searches = new ArrayList<>();
    for (int i = 0; i < SEARCHES; i++) {
      String path = "/v1/products?q=tea&price=" + i;
      searches.add(clients.submit(() -> http.get(path)));
    }
    return searches;
  }

  private static void othersGoOn(HttpCalls http, LiveClient client) {
    client.send(json("{'type':'subscribe','id':'s','collection':'products','ids':['p1']}"));
    client.await("snapshot");
    for (int i = 0; i < 100; i++) {
      int price = 1_000 + i;
      long rev =
          timed(() -> http.patch("/v1/products/p1", json("{'price':%s}", price)), USUAL).rev();
      timed(
          () -> {
            client.awaitView(view -> view.rev("p1") == rev, "the push");
            return rev;
          },
          USUAL);
      Answer read = timed(() -> http.get("/v1/products/p1"), USUAL);
      assertThat(read.json().path("doc").path("price").asInt()).isEqualTo(price);
    }
  }

  private static void statesTheFault(List<Future<Answer>> searches) {
    int atOnce = 0;
    for (Future<Answer> search : searches) {
      assertThat(search).succeedsWithin(Duration.ofSeconds(20));
      Answer answer = search.resultNow();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("search_unavailable");
      assertThat(answer.header("retry-after")).isEqualTo("1");
      String detail = answer.json().path("detail").asText();
      assertThat(detail).doesNotContain("127.0.0.1");
      assertThat(detail)
          .containsAnyOf("too many searches at once", "Elasticsearch does not respond");
      atOnce += detail.contains("too many") ? 1 : 0;
    }
    assertThat(atOnce).isGreaterThanOrEqualTo(SEARCHES - MAX_IN_FLIGHT);
  }

  private static void startedAnew(HttpCalls http, String first, String second) {
    awaitAnswers(http, "anew");
    Answer expired = http.get(LISTING + "&cursor=" + second);
    assertThat(expired.status()).as(expired.text()).isEqualTo(410);
    assertThat(expired.code()).isEqualTo("cursor_expired");
    Answer on = http.get(LISTING + "&cursor=" + first);
    assertThat(on.status()).as("a first page's cursor holds nothing").isEqualTo(200);
    assertThat(on.json().path("hits")).hasSize(5);
  }

  private static String next(Answer page) {
    JsonNode next = page.json().path("next");
    assertThat(next.isTextual()).as(page.text()).isTrue();
    return next.asText();
  }

  private static <T> T timed(Supplier<T> call, Duration most) {
    long start = System.nanoTime();
    T result = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(most);
    return result;
  }

  private static void signal(String name, EmbeddedElasticsearch elasticsearch)
      throws IOException, InterruptedException {
    String pid = Long.toString(elasticsearch.pid());
    assertThat(new ProcessBuilder("kill", name, pid).start().waitFor()).isZero();
  }
}

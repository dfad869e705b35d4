package dev.tidegate.searchcache;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frequent listings through two gateways, cached until a change. */
@ExtendWith(RealServers.class)
class HotListingIT {
  /** Ages so long that no result expires. */
  private static final Map<String, String> NEVER_OLD =
      Map.of("TIDEGATE_SEARCH_CACHE_AGE", "10m", "TIDEGATE_HTTP_EVENT_LOOPS", "2");

  private static final String LISTING =
      "/v1/products?brand=Acme&price=..1000&sort=price&facets=badge";

  private final GatewayServer one;
  private final GatewayServer other;
  private final ExecutorService clients = Executors.newFixedThreadPool(16);

  HotListingIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    one = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, NEVER_OLD);
    other = GatewayServer.start(redis.url(), elasticsearch.url(), prefix, NEVER_OLD);
  }

  @BeforeEach
  void fill() {
    for (int i = 0; i < 10; i++) {
      put("p" + i, 100 + i);
    }
    for (GatewayServer gateway : List.of(one, other)) {
      Eventually.get(
          () -> gateway.http().get(LISTING).json().path("total").asInt(), total -> total == 10);
    }
  }

  @AfterEach
  void stop() {
    clients.shutdownNow();
    one.close();
    other.close();
  }

  @Test
  void isKeptAndFollowsEveryChange() {
    for (int round = 0; round < 6; round++) {
      // Every other change comes while the last one is still on its way into the index.
      if (round % 2 == 0) {
        awaitKept(one);
        awaitKept(other);
      }
      String id = "new" + round;
      put(id, 50);
      awaitFound(List.of(one, other), ids -> ids.contains(id));
      one.http().patch("/v1/products/" + id, json("{'price':%s}", 500 + round));
      awaitFound(List.of(one, other), ids -> ids.getLast().equals(id));
      one.http().patch("/v1/products/" + id, json("{'badge':'b%s'}", round));
      String badge = "b" + round;
      Eventually.get(() -> badges(other), badges -> badges.contains(badge));
      one.http().delete("/v1/products/" + id);
      assertThat(ids(one)).doesNotContain(id);
      awaitFound(List.of(other), ids -> ids.size() == 10);
    }
  }

  @Test
  void hitsAreNeverOlderThanAWriteAnsweredBefore() {
    awaitKept(one);
    for (int i = 0; i < 50; i++) {
      long rev = one.http().patch("/v1/products/p5", json("{'stock':%s}", i)).rev();
      JsonNode hit = one.http().get(LISTING).json().path("hits").get(5);
      assertThat(hit.path("rev").asLong()).isEqualTo(rev);
      assertThat(hit.path("doc").path("stock").asInt()).isEqualTo(i);
    }
    one.http().patch("/v1/products/p5", json("{'price':5000}"));
    assertThat(ids(one)).hasSize(9).doesNotContain("p5");
    long rev = one.http().patch("/v1/products/p6", json("{'brand':'Globex'}")).rev();
    JsonNode elsewhere = other.http().get(LISTING + "&min_rev=" + rev).json();
    assertThat(elsewhere.path("hits").findValuesAsText("id")).doesNotContain("p6");
  }

  @Test
  void isKeptWhileWhatItDoesNotDependOnChanges() {
    awaitKept(one);
    Future<?> writes =
        clients.submit(
            () -> {
              for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                other.http().patch("/v1/products/p" + i % 10, json("{'stock':%s}", i));
              }
            });
    awaitKept(one);
    awaitKept(one);
    double before = figure(one, "invalidations_total");
    awaitKept(one);
    assertThat(figure(one, "invalidations_total")).isEqualTo(before);
    writes.cancel(true);
  }

  @Test
  void isOneRequestHoweverManyAskAtOnce() {
    // No pending change prevents the caching of a result.
    awaitKept(one);
    for (String path :
        List.of("/v1/products?brand=Acme&price=!", "/v1/products/_suggest?q=tea%20no%20")) {
      int[] attempt = {0};
      Eventually.get(
          () -> {
            double misses = figure(one, "misses_total");
            double collapsed = figure(one, "collapsed_total");
            String unasked = path + attempt[0]++;
            inParallel(100, () -> one.http().get(unasked).status());
            assertThat(figure(one, "misses_total") - misses).isLessThan(30);
            return figure(one, "collapsed_total") - collapsed;
          },
          collapsed -> collapsed >= 5);
    }
  }

  private void inParallel(int times, IntSupplier call) {
    List<Future<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(clients.submit(call::getAsInt));
    }
    for (Future<Integer> made : calls) {
      assertThat(made).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(200);
    }
  }

  /** Until the listing is answered from memory for longer than anything is under changes. */
  private static void awaitKept(GatewayServer gateway) {
    Eventually.get(
        () -> {
          ids(gateway);
          double before = figure(gateway, "misses_total");
          long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(150);
          while (System.nanoTime() - end < 0) {
            ids(gateway);
          }
          return figure(gateway, "misses_total") - before;
        },
        misses -> misses == 0);
  }

  /** Waits for much less time than a listing is cached. */
  private static void awaitFound(List<GatewayServer> gateways, Predicate<List<String>> wanted) {
    Eventually.get(
        () -> gateways.stream().allMatch(gateway -> wanted.test(ids(gateway))), met -> met);
  }

  private void put(String id, int price) {
    one.http().put("/v1/products/" + id, json("{'name':'tea','brand':'Acme','price':%s}", price));
  }

  private static List<String> ids(GatewayServer gateway) {
    HttpCalls.Answer answer = gateway.http().get(LISTING);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("hits").findValuesAsText("id");
  }

  private static List<String> badges(GatewayServer gateway) {
    return gateway.http().get(LISTING).json().path("facets").findValuesAsText("value");
  }

  private static double figure(GatewayServer gateway, String name) {
    String meter = "tidegate_search_cache_" + name + " ";
    return gateway
        .http()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(meter))
        .mapToDouble(line -> Double.parseDouble(line.substring(meter.length())))
        .sum();
  }
}

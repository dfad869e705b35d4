package dev.tidegate.ops;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.LiveClient;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** Contents of {@code /metrics}. */
@GatewayTest
class MetricsIT {
  private final GatewayServer gateway;
  private final HttpCalls http;

  MetricsIT(GatewayServer gateway) {
    this.gateway = gateway;
    this.http = gateway.http();
  }

  @Test
  void requestsAreCountedByRouteAndStatus() {
    http.put("/v1/products/m", json("{'name':'x'}"));
    for (int i = 0; i < 3; i++) {
      http.delete("/v1/products/m");
    }
    String route = "{method=\"DELETE\",route=\"/v1/{collection}/{id}\"";
    await("tidegate_http_requests_total" + route + ",status=\"2xx\"}", count -> count == 1);
    await("tidegate_http_requests_total" + route + ",status=\"4xx\"}", count -> count == 2);
    await("tidegate_http_request_duration_seconds_count" + route + "}", count -> count == 3);
    await("tidegate_http_request_duration_seconds_sum" + route + "}", seconds -> seconds > 0);
  }

  @Test
  void sessionsAndWhatTheyGetAreCounted() {
    http.put("/v1/products/w", json("{'name':'x'}"));
    try (LiveClient client = gateway.live()) {
      client.send(json("{'type':'subscribe','id':'s','collection':'products','ids':['w','v']}"));
      client.await("snapshot");
      await("tidegate_live_sessions", count -> count == 1);
      await("tidegate_live_documents", count -> count == 2);
      http.patch("/v1/products/w", json("{'price':1}"));
      client.await("update");
      await("tidegate_live_updates_total", count -> count == 1);
      await("tidegate_live_messages_total", count -> count >= 4);
      await("tidegate_live_delivery_seconds_count", count -> count == 1);
      await("tidegate_live_delivery_seconds_sum", seconds -> seconds > 0 && seconds < 20);
      client.send(
          json(
              "{'type':'subscribe','id':'r','collection':'products','ids':['w'],"
                  + "'have':{'w':1},'interval':600000}"));
      client.await("snapshot");
      await("tidegate_live_resumes_total", count -> count == 1);
    }
    await("tidegate_live_sessions", count -> count == 0);
    await("tidegate_live_documents", count -> count == 0);
  }

  @Test
  void theWayToTheIndexIsWatched() {
    http.put("/v1/products/i", json("{'name':'x'}"));
    await("tidegate_index_documents_total", count -> count >= 1);
    await("tidegate_index_backlog", count -> count == 0);
    await("tidegate_index_lag_seconds", lag -> lag == 0);
    await("tidegate_index_refused", count -> count == 0);
    await("tidegate_feed_lag_seconds", lag -> lag < 5);
  }

  @Test
  void theNearCacheIsWatched() {
    http.get("/v1/products/cached");
    await("tidegate_cache_misses_total", count -> count >= 1);
    await("tidegate_cache_entries", count -> count >= 1);
    await("tidegate_cache_bytes", bytes -> bytes > 100);
    await("tidegate_cache_evictions_total", count -> count == 0);
    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      http.get("/v1/products/cached");
    } while (value("tidegate_cache_hits_total") == 0 && System.nanoTime() < deadline);
    await("tidegate_cache_hits_total", count -> count >= 1);
  }

  @Test
  void theResultCacheIsWatched() {
    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      http.get("/v1/products?brand=watched");
    } while (value("tidegate_search_cache_hits_total") == 0 && System.nanoTime() < deadline);
    await("tidegate_search_cache_hits_total", count -> count >= 1);
    await("tidegate_search_cache_misses_total", count -> count >= 1);
    await("tidegate_search_cache_collapsed_total", count -> count == 0);
    await("tidegate_search_cache_invalidations_total", count -> count >= 0);
    await("tidegate_search_cache_entries", count -> count >= 1);
    await("tidegate_search_cache_bytes", bytes -> bytes > 100);
  }

  @Test
  void theProcessIsWatched() {
    assertThat(http.get("/metrics").text())
        .contains("tidegate_build_info{version=")
        .contains("jvm_memory_used_bytes{")
        .contains("jvm_threads_live_threads ")
        .contains("jvm_gc_")
        .contains("process_cpu_usage ");
  }

  /** Asks until a figure is as wanted: it may follow the answer that it is about. */
  private void await(String meter, DoublePredicate wanted) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    double value = value(meter);
    while (!wanted.test(value)) {
      assertThat(System.nanoTime()).as("%s is still %s", meter, value).isLessThan(deadline);
      value = value(meter);
    }
  }

  private double value(String meter) {
    return http.get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(meter + " "))
        .findAny()
        .map(line -> Double.parseDouble(line.substring(meter.length() + 1)))
        .orElseThrow(() -> new AssertionError("there is no " + meter));
  }
}

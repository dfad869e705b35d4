package dev.tidegate.elastic;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayProgram;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.RealServers;
import dev.tidegate.testing.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway is killed, with SIGKILL, in the middle of building an index. */
@ExtendWith(RealServers.class)
class KilledRebuildIT {
  private static final int DOCUMENTS = 8_000;
  private static final String ADMIN = "/admin/collections/products/";

  /** The lease of the killed gateway of 4 s, plus time for a busy machine. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

  private final String prefix = "k" + UUID.randomUUID().toString().substring(0, 8);
  private final RedisServer redis;
  private final ElasticsearchServer elasticsearch;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path data;

  KilledRebuildIT(RedisServer redis, ElasticsearchServer elasticsearch) {
    this.redis = redis;
    this.elasticsearch = elasticsearch;
  }

  @Test
  void theNextGatewayBringsItToItsEnd() throws Exception {
    Process killed = program();
    try {
      HttpCalls http = http(killed);
      assertThat(http.post("/v1/products/_bulk", documents()).text().lines()).hasSize(DOCUMENTS);
      await(http, state -> state.at("/backlog/waiting").asInt() == 0);
      await(http, state -> state.path("state").asText().equals("idle"));
      assertThat(http.post(ADMIN + "reindex", "").status()).isEqualTo(202);
      await(http, state -> state.at("/rebuild/indexed").asInt() > 0);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    long died = System.nanoTime();
    try (GatewayServer next =
        GatewayServer.start(redis.url(), elasticsearch.url(), prefix, Map.of())) {
      HttpCalls http = next.http();
      JsonNode found = await(http, state -> true);
      assertThat(found.path("state").asText()).isNotEqualTo("failed");
      http.put("/v1/products/after1", json("{'name':'after'}"));
      http.put("/v1/products/after2", json("{'name':'after'}"));
      // More than the page holds: the recent writes of this gateway don't count.
      Eventually.get(
          () -> http.get("/v1/products?q=after&limit=1").json().path("total").asInt(),
          total -> total == 2);
      assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(TAKEN_OVER);
      JsonNode done = await(http, state -> state.path("state").asText().equals("idle"));
      assertThat(done.at("/rebuild/indexed").asInt()).isGreaterThanOrEqualTo(DOCUMENTS);
      await(http, state -> state.at("/backlog/waiting").asInt() == 0);
      assertThat(http.post(ADMIN + "verify", "").text())
          .startsWith("{\"summary\":{\"documents\":" + (DOCUMENTS + 2) + ",\"differences\":0,");
      assertThat(new RawElasticsearch(elasticsearch.url()).indices(prefix + "-products"))
          .containsExactly(done.path("index").asText());
    }
  }

  private static JsonNode await(HttpCalls http, Predicate<JsonNode> wanted) {
    return Eventually.get(() -> http.get(ADMIN + "index").json(), wanted);
  }

  private static String documents() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      lines
          .append("{\"op\":\"put\",\"id\":\"d")
          .append(i)
          .append("\",\"doc\":{\"name\":\"one\"}}\n");
    }
    return lines.toString();
  }

  private Process program() throws IOException {
    return GatewayProgram.start(
        data,
        Map.of(
            "TIDEGATE_REDIS_URL",
            redis.url(),
            "TIDEGATE_REDIS_PREFIX",
            prefix,
            "TIDEGATE_ELASTICSEARCH_URLS",
            elasticsearch.url(),
            "TIDEGATE_ELASTICSEARCH_INDEX_PREFIX",
            prefix));
  }

  private static HttpCalls http(Process program) throws IOException {
    Pattern ready = Pattern.compile("ready: storefront (http://[^/]+)/");
    BufferedReader output = program.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher found = ready.matcher(line);
      if (found.find()) {
        return HttpCalls.to(URI.create(found.group(1)));
      }
    }
    throw new AssertionError("the gateway did not start");
  }
}

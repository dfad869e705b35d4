package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidegate.testing.ElasticsearchServer;
import dev.tidegate.testing.Eventually;
import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.LiveClient;
import dev.tidegate.testing.RawHttp;
import dev.tidegate.testing.RealServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Comparison of {@code /openapi.yaml} with the gateway that serves it, in both directions. */
@GatewayTest
@ExtendWith(RealServers.class)
class OpenApiIT {
  /** Codes of a gateway that lost a server behind it, is full, or stops, and of slow clients. */
  private static final Set<String> CODES_OF_OUTAGES =
      Set.of(
          "store_unavailable",
          "store_refused",
          "search_unavailable",
          "query_too_expensive",
          "outcome_unknown",
          "draining",
          "too_many_connections",
          "overloaded",
          "request_timeout",
          "internal_error");

  private static final String TEA = json("{'name':'Green tea','brand':'Acme','price':1299}");
  private static final String FOREIGN = "http://elsewhere.example";

  private final GatewayServer gateway;
  private final ElasticsearchServer elasticsearch;
  private final HttpCalls http;
  private final DocumentedCalls api;

  OpenApiIT(GatewayServer gateway, ElasticsearchServer elasticsearch) {
    this.elasticsearch = elasticsearch;
    this.gateway = gateway;
    this.http = gateway.http();
    this.api = new DocumentedCalls(http, ContractFile.parse(http.get("/openapi.yaml").text()));
  }

  @Test
  void everyRouteIsDocumentedAndNoOther() {
    Pattern meter = Pattern.compile("requests_total\\{method=\"(\\w+)\",route=\"([^\"]+)\",");
    Set<String> served =
        meter
            .matcher(http.get("/metrics").text())
            .results()
            .map(OpenApiIT::route)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(served.remove("GET /*")).isTrue();
    served.addAll(
        Set.of(
            "GET /", "GET /errors", "GET /openapi.yaml", "GET /asyncapi.yaml", "GET /client.js"));
    assertThat(api.documentedRoutes()).isEqualTo(served);
  }

  private static String route(MatchResult found) {
    return found.group(1) + " " + found.group(2);
  }

  @Test
  void everyAnswerIsAsDocumentedAndEveryDocumentedOneIsMade() {
    writes();
    conditions();
    reads();
    search();
    bulk();
    index();
    pages();
    outsideOfOperations();
    Set<String> documented = api.documentedAnswers();
    documented.removeIf(answer -> answer.endsWith(" 503") || answer.endsWith(" 408"));
    documented.removeAll(Set.of("live 101", "live 403", "live 429", "liveEvents 200"));
    assertThat(api.answers()).containsExactlyElementsOf(documented);
    Set<String> parameters = api.documentedParameters();
    parameters.removeAll(Set.of("findDocuments filters", "live Origin"));
    parameters.removeIf(parameter -> parameter.startsWith("liveEvents "));
    assertThat(api.parameters()).containsExactlyElementsOf(parameters);
    Set<String> codes = api.documentedCodes();
    codes.removeAll(CODES_OF_OUTAGES);
    assertThat(api.codes()).containsExactlyElementsOf(codes);
  }

  @Test
  void anUpgradeIsGrantedToPagesOfTheOwnOriginOnly() {
    try (LiveClient client = gateway.live()) {
      client.await("welcome");
    }
    CompletionException refused =
        assertThrows(
            CompletionException.class,
            () ->
                HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Origin", FOREIGN)
                    .buildAsync(
                        URI.create("ws://127.0.0.1:" + gateway.port() + "/live"),
                        new WebSocket.Listener() {})
                    .join());
    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
    assertThat(api.documentedAnswers()).contains("live 101", "live 403");
  }

  private void writes() {
    String tea = "/v1/products/tea";
    String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
    assertThat(api.call("putDocument", tea, TEA).status()).isEqualTo(201);
    assertThat(api.call("putDocument", tea, TEA).status()).isEqualTo(200);
    assertThat(api.call("patchDocument", tea, json("{'badge':'new'}")).status()).isEqualTo(200);
    assertThat(api.call("adjustDocument", tea + "/adjust", json("{'stock':5}")).status())
        .isEqualTo(200);
    assertThat(api.call("adjustDocument", tea + "/adjust", json("{'stock':-9}")).status())
        .isEqualTo(409);
    assertThat(api.call("putDocument", "/v1/products/_x", TEA).code()).isEqualTo("invalid_id");
    for (String operation : Set.of("putDocument", "patchDocument", "adjustDocument")) {
      String end = operation.equals("adjustDocument") ? "/adjust" : "";
      api.call(operation, tea + end, "no JSON");
      api.call(operation, tea + end, json("{'nope':1}"));
      api.call(operation, "/v1/nope/tea" + end, json("{'stock':1}"));
      api.call(operation, tea + end, large);
      api.call(operation, tea + end, json("{'stock':1}"), "Origin", FOREIGN);
    }
    api.call("deleteDocument", tea, large);
    api.call("deleteDocument", tea, null, "Origin", FOREIGN);
    api.call("deleteDocument", "/v1/products/_x", null);
    api.call("deleteDocument", "/v1/products/absent", null);
    api.call("patchDocument", "/v1/products/absent", json("{'stock':1}"));
  }

  private void conditions() {
    for (String operation : Set.of("putDocument", "patchDocument", "adjustDocument")) {
      String document = "/v1/products/" + operation;
      String path = document + (operation.equals("adjustDocument") ? "/adjust" : "");
      String body = operation.equals("putDocument") ? TEA : json("{'stock':1}");
      long rev = http.put(document, TEA).rev();
      assertThat(api.call(operation, path, body, "If-Match", "\"1\"").status()).isEqualTo(412);
      api.call(operation, path, body, "If-Match", "\"" + rev + "\"", "Idempotency-Key", "k");
      api.call(operation, path, body.replace("1", "2"), "Idempotency-Key", "k");
      api.call(operation, path, body, "If-Match", "nonsense");
      api.call(operation, path, body, "If-None-Match", "*");
    }
    api.call("putDocument", "/v1/products/fresh", TEA, "If-None-Match", "*");
    String gone = "/v1/products/gone";
    http.put(gone, TEA);
    api.call("deleteDocument", gone, null, "If-Match", "\"1\"");
    api.call("deleteDocument", gone, null, "If-None-Match", "*");
    api.call("deleteDocument", gone, null, "If-Match", "*", "Idempotency-Key", "k");
    api.call("deleteDocument", gone, "other", "Idempotency-Key", "k");
  }

  private void reads() {
    long rev = http.put("/v1/products/read", TEA).rev();
    String read = "/v1/products/read";
    Answer found = api.call("getDocument", read + "?fields=name,price&min_rev=" + rev, null);
    assertThat(found.status()).isEqualTo(200);
    api.call("getDocument", read, null, "If-None-Match", found.header("etag"));
    api.call("getDocument", read + "?fields=nope", null);
    api.call("getDocument", read + "?min_rev=" + (rev + 3_600_000_000L), null);
    api.call("getDocument", "/v1/products/absent", null);
    api.call("findDocuments", "/v1/products?ids=read,absent&fields=name&min_rev=" + rev, null);
    api.call("findDocuments", "/v1/products?ids=read&min_rev=" + (rev + 3_600_000_000L), null);
    api.call("findDocuments", "/v1/nope?ids=read", null);
    api.call("export", "/v1/products/_export", null);
    api.call("export", "/v1/products/_export?nope=1", null);
    api.call("export", "/v1/nope/_export", null);
    api.call("liveEvents", "/v1/products/_live?limit=0", null);
    api.call("liveEvents", "/v1/products/_live?ids=a&interval=soon", null);
    api.call("liveEvents", "/v1/nope/_live?ids=a", null);
    api.call("liveEvents", "/v1/products/_live?ids=a", null, "Origin", FOREIGN);
  }

  private void search() {
    http.put("/v1/products/s1", TEA.replace("Acme", "Searched"));
    http.put("/v1/products/s2", TEA.replace("Acme", "Searched").replace("1299", "5"));
    http.put("/v1/products/s3", TEA.replace("Acme", "Searched").replace("1299", "6"));
    String path = "/v1/products?brand=Searched";
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    // The index alone counts more documents than one page can have.
    while (http.get(path + "&limit=1").json().path("total").asInt() < 3) {
      assertThat(System.nanoTime()).as("all are found in time").isLessThan(deadline);
    }
    String asked =
        "/v1/products?q=green&sort=-price,name&limit=1"
            + "&facets=brand,price&fields=name&highlight=true&relax=true";
    Answer first = api.call("findDocuments", asked, null);
    assertThat(first.json().at("/hits/0/highlight/name").asText()).contains("<em>");
    String next = first.json().path("next").asText();
    Answer second = api.call("findDocuments", asked + "&cursor=" + next, null);
    String last = second.json().path("next").asText();
    elasticsearch.expire(last);
    assertThat(api.call("findDocuments", asked + "&cursor=" + last, null).status()).isEqualTo(410);
    assertThat(api.call("findDocuments", path + "&limit=0", null).status()).isEqualTo(400);
    Answer grouped = api.call("findDocuments", "/v1/products?q=green&group=brand", null);
    assertThat(grouped.json().path("total").asInt()).isEqualTo(grouped.json().path("hits").size());
    assertThat(grouped.json().path("hits").findValuesAsText("brand")).doesNotHaveDuplicates();
    assertThat(api.call("findDocuments", path + "&group=tags", null).status()).isEqualTo(400);
    assertThat(api.call("liveEvents", "/v1/products/_live?group=brand", null).status())
        .isEqualTo(400);
    api.call("suggest", "/v1/products/_suggest?q=gre&limit=3", null);
    api.call("suggest", "/v1/products/_suggest", null);
    api.call("suggest", "/v1/nope/_suggest?q=gre", null);
  }

  private void bulk() {
    String lines =
        """
        {"op":"put","id":"b1","doc":{"name":"one"}}

        {"op":"fly","id":"b1"}
        {"op":"delete","id":"b1"}
        """;
    assertThat(api.call("bulk", "/v1/products/_bulk", lines).text().lines()).hasSize(3);
    api.call("bulk", "/v1/nope/_bulk", lines);
    api.call("bulk", "/v1/products/_bulk?nope=1", lines);
    api.call("bulk", "/v1/products/_bulk", lines, "Origin", FOREIGN);
    api.call("bulk", "/v1/products/_bulk", "{}\n".repeat(10_001));
  }

  private void index() {
    String products = "/admin/collections/products/";
    String unknown = "/admin/collections/nope/";
    // The first one, of a new gateway, may still be under way.
    Eventually.get(
        () -> http.get(products + "index").json().path("state").asText(), "idle"::equals);
    assertThat(api.call("reindex", products + "reindex", null).status()).isEqualTo(202);
    assertThat(api.call("reindex", products + "reindex", null).code()).isEqualTo("reindex_running");
    assertThat(api.call("indexState", products + "index", null).status()).isEqualTo(200);
    assertThat(api.call("verifyIndex", products + "verify?repair=false", null).status())
        .isEqualTo(200);
    api.call("collections", "/admin/collections", null);
    api.call("deadLetters", products + "dead-letters?limit=10", null);
    api.call("deadLetters", products + "dead-letters?limit=0", null);
    Map<String, String> paths =
        Map.of(
            "reindex", "reindex",
            "indexState", "index",
            "verifyIndex", "verify",
            "deadLetters", "dead-letters",
            "retryDeadLetters", "dead-letters/retry");
    paths.forEach(
        (operation, path) -> {
          api.call(operation, unknown + path, null);
          api.call(operation, products + path + "?nope=1", null);
          if (!Set.of("indexState", "deadLetters").contains(operation)) {
            api.call(operation, products + path, null, "Origin", FOREIGN);
          }
        });
    String retry = products + "dead-letters/retry";
    assertThat(api.call("retryDeadLetters", retry, null).text()).isEqualTo(json("{'retried':0}"));
    api.call("retryDeadLetters", retry, json("{'ids':['tea']}"));
    assertThat(api.call("retryDeadLetters", retry, json("{'ids':['_']}")).code())
        .isEqualTo("invalid_id");
    api.call("retryDeadLetters", retry, "{\"ids\":[\"" + "x".repeat(2 << 20) + "\"]}");
  }

  private void pages() {
    api.call("healthLive", "/health/live", null);
    api.call("healthReady", "/health/ready", null);
    api.call("metrics", "/metrics", null);
    Map<String, String> files =
        Map.of(
            "storefront", "/",
            "client", "/client.js",
            "errors", "/errors",
            "openapi", "/openapi.yaml",
            "asyncapi", "/asyncapi.yaml");
    files.forEach(
        (operation, path) -> {
          Answer file = api.call(operation, path, null);
          api.call(operation, path, null, "If-None-Match", file.header("etag"));
        });
    api.call("live", "/live", null);
  }

  private void outsideOfOperations() {
    Answer wrongMethod = http.post("/v1/products/a", TEA);
    assertThat(wrongMethod.header("allow")).contains("PUT");
    api.checkProblem(wrongMethod);
    api.checkProblem(RawHttp.send(gateway.port(), "no request\r\n\r\n"));
    api.checkProblem(http.get("/nowhere"));
    api.checkProblem(
        RawHttp.send(
            gateway.port(),
            "GET /v1/products/a HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"));
    api.checkProblem(http.put("/v1/products/a", TEA, "Content-Encoding", "br"));
    api.checkProblem(http.put("/v1/products/a", TEA, "Content-Encoding", "gzip"));
    api.checkProblem(http.get("/v1/products?ids=" + "x".repeat(200 << 10)));
    api.checkProblem(http.get("/health/live", "X-Long", "x".repeat(40 << 10)));
  }
}

package dev.tidegate.http;

import static dev.tidegate.testing.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import dev.tidegate.testing.RawHttp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Paths, methods, and invalid requests. */
@GatewayTest
class PathsIT {
  private static final List<String> METHODS = List.of("GET", "PUT", "PATCH", "POST", "DELETE");
  private static final String HOST = "Host: localhost\r\n";

  private final int port;
  private final HttpCalls http;

  PathsIT(GatewayServer gateway) {
    this.port = gateway.port();
    this.http = gateway.http();
  }

  @Test
  void otherMethodsAreRefusedOnEveryPath() {
    Map<String, Set<String>> taken = new TreeMap<>();
    taken.put("/v1/products/_bulk", Set.of("POST"));
    taken.put("/v1/products/a", Set.of("GET", "PUT", "PATCH", "DELETE"));
    taken.put("/v1/products/a/adjust", Set.of("POST"));
    taken.put("/admin/collections/products/reindex", Set.of("POST"));
    taken.put("/admin/collections/products/verify", Set.of("POST"));
    taken.put("/admin/collections/products/dead-letters/retry", Set.of("POST"));
    for (String read :
        List.of(
            "/v1/products",
            "/v1/products/_export",
            "/v1/products/_suggest",
            "/v1/products/_live",
            "/live",
            "/health/live",
            "/health/ready",
            "/metrics",
            "/admin/collections",
            "/admin/collections/products/index",
            "/admin/collections/products/dead-letters",
            "/",
            "/index.html",
            "/client.js",
            "/errors",
            "/openapi.yaml",
            "/asyncapi.yaml")) {
      taken.put(read, Set.of("GET"));
    }
    taken.forEach(
        (path, methods) ->
            METHODS.stream()
                .filter(method -> !methods.contains(method))
                .forEach(method -> checkRefused(method, path, methods)));
    assertThat(http.delete("/nothing.js").code()).isEqualTo("unknown_path");
  }

  private void checkRefused(String method, String path, Set<String> allowed) {
    Answer answer = http.call(method, path, null);
    assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
    assertThat(answer.code()).isEqualTo("method_not_allowed");
    Set<String> told = Set.of(answer.header("allow").split(", ", -1));
    assertThat(told).as(path).containsAll(allowed);
    assertThat(told.contains("HEAD")).as(path).isEqualTo(allowed.contains("GET"));
  }

  @Test
  void dotsAreNoIds() {
    for (String dots : List.of(".", "..", "%2E", "%2e%2e", ".%2E")) {
      for (String call : List.of("GET /v1/products/%s", "DELETE /v1/products/%s?x=1")) {
        checkProblem(raw(call.formatted(dots), HOST), "invalid_id");
      }
      checkProblem(raw("POST /v1/products/" + dots + "/adjust", HOST), "invalid_id");
    }
    assertThat(raw("GET /v1/products/...", HOST).code()).isEqualTo("not_found");
    assertThat(raw("GET /v1/products/.a", HOST).code()).isEqualTo("not_found");
  }

  @Test
  void whatCanNotBeReadIsAProblem() {
    for (String path :
        List.of("/v1/products/%ZZ", "/v1/products?q=%zz", "/v1/products/a%", "/%4", "/v1/%g0/a")) {
      Answer answer = raw("GET " + path, HOST);
      checkProblem(answer, "bad_request");
      assertThat(answer.json().path("detail").asText()).contains("'%");
    }
    checkProblem(raw("GET /v1/products/a", ""), "bad_request");
    checkProblem(raw("GET /health/live", ""), "bad_request");
    checkProblem(raw("GET /health/live", HOST + "Host: elsewhere\r\n"), "bad_request");
    checkProblem(raw("GET health/live", HOST), "bad_request");
  }

  private Answer raw(String methodAndPath, String headers) {
    String request = methodAndPath + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
    return RawHttp.send(port, request);
  }

  private static void checkProblem(Answer answer, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("detail").asText()).isNotEmpty();
  }

  @Test
  void aHeadIsToldTheLength() {
    http.put("/v1/products/head", json("{'name':'x'}"));
    for (String path : List.of("/v1/products/head", "/v1/products/none", "/client.js", "/")) {
      String length = http.get(path).header("content-length");
      assertThat(http.call("HEAD", path, null).header("content-length")).isEqualTo(length);
    }
  }
}

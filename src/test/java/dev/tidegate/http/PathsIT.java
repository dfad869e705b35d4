package dev.tidegate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.testing.GatewayServer;
import dev.tidegate.testing.GatewayTest;
import dev.tidegate.testing.HttpCalls;
import dev.tidegate.testing.HttpCalls.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What paths and methods there are. */
@GatewayTest
class PathsIT {
  private static final List<String> METHODS = List.of("GET", "PUT", "PATCH", "POST", "DELETE");

  private final HttpCalls http;

  PathsIT(GatewayServer gateway) {
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
}

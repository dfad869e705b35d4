package dev.tidegate.http;

import dev.tidegate.exchange.Responses;
import dev.tidegate.ops.Health;
import dev.tidegate.wire.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** {@code GET /health/live} and {@code /health/ready}. */
final class HealthHandler {
  private final Health health;

  HealthHandler(Health health) {
    this.health = health;
  }

  void live(RoutingContext request) {
    Responses.json(request, 200, Json.bytes(Map.of("status", "live")));
  }

  void ready(RoutingContext request) {
    Health.Report report = health.report();
    Responses.json(request, report.isReady() ? 200 : 503, Json.bytes(report));
  }
}

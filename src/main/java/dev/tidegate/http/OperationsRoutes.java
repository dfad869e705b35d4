package dev.tidegate.http;

import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import io.vertx.core.http.HttpMethod;

/**
 * Routes for probes and monitoring: {@code /health/live}, {@code /health/ready}, {@code /metrics}.
 */
public final class OperationsRoutes implements RouteGroup {
  private final HealthHandler health;
  private final MetricsHandler metrics;

  public OperationsRoutes(Health health, GatewayMetrics metrics) {
    this.health = new HealthHandler(health);
    this.metrics = new MetricsHandler(metrics);
  }

  @Override
  public void addTo(Routes routes) {
    routes.on(HttpMethod.GET, "/health/live", health::live);
    routes.on(HttpMethod.GET, "/health/ready", health::ready);
    routes.on(HttpMethod.GET, "/metrics", metrics::handle);
  }
}

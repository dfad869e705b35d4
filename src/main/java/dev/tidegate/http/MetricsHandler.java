package dev.tidegate.http;

import dev.tidegate.exchange.Responses;
import dev.tidegate.ops.GatewayMetrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /metrics}, in the text format of Prometheus. */
final class MetricsHandler {
  private final GatewayMetrics metrics;

  MetricsHandler(GatewayMetrics metrics) {
    this.metrics = metrics;
  }

  void handle(RoutingContext request) {
    request.response().putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
    Responses.end(request.request(), Buffer.buffer(metrics.scrape()));
  }
}

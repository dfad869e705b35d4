package dev.tidegate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Writes movements to the gateway, and what came of them to the items. */
final class MovementSender {
  private static final int OK = 200;

  private final GatewayClient gateway;
  private final InstantSource clock;

  MovementSender(GatewayClient gateway, InstantSource clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /** Fails only where no answer came; a refusal is an answer. */
  Future<Void> send(Movement movement) {
    return switch (movement) {
      case Movement.Purchase bought -> adjust(bought.item(), -bought.pieces(), bought.pieces());
      case Movement.Delivery delivered -> adjust(delivered.item(), delivered.pieces(), 0);
      case Movement.Reprice repriced -> reprice(repriced);
      case Movement.Reading reading -> measure(reading);
    };
  }

  private Future<Void> adjust(SimulatedProduct item, long stock, long sold) {
    ObjectNode amounts = GatewayClient.JSON.createObjectNode().put("stock", stock);
    if (sold != 0) {
      amounts.put("sold", sold);
    }
    return gateway
        .send(HttpMethod.POST, path(item) + "/adjust", amounts)
        .map(
            answer -> {
              if (answer.status() == OK) {
                JsonNode now = answer.json().path("doc");
                item.observe(now);
              }
              return null;
            });
  }

  /** The badge is touched only where a sale begins or ends: others have theirs for good. */
  private Future<Void> reprice(Movement.Reprice repriced) {
    SimulatedProduct item = repriced.item();
    ObjectNode patch = GatewayClient.JSON.createObjectNode().put("price", repriced.price());
    boolean turns = repriced.sale() != item.onSale();
    if (turns) {
      patch.put("badge", repriced.sale() ? Badges.SALE : null);
      item.sale(repriced.sale());
    }
    return gateway
        .send(HttpMethod.PATCH, path(item), patch.put("updated", now()))
        .map(GatewayClient.Answer::status)
        .onComplete(
            status -> {
              if (turns && (status.failed() || status.result() != OK)) {
                item.sale(!repriced.sale());
              }
            })
        .mapEmpty();
  }

  private Future<Void> measure(Movement.Reading reading) {
    ObjectNode patch = GatewayClient.JSON.createObjectNode();
    patch.put(reading.field(), reading.value()).put("read", now());
    return gateway.send(HttpMethod.PATCH, "/v1/devices/" + reading.device(), patch).mapEmpty();
  }

  private static String path(SimulatedProduct item) {
    return "/v1/products/" + item.id();
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

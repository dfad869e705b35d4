package dev.tidegate.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.client.CollectionClient;
import dev.tidegate.client.ProblemException;
import dev.tidegate.client.TidegateClient;
import dev.tidegate.client.WriteOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Writes movements to the gateway, and their effects to the items. Confined to a context. */
final class MovementSender {
  private final CollectionClient products;
  private final CollectionClient devices;
  private final Context context;
  private final InstantSource clock;

  MovementSender(TidegateClient client, Context context, InstantSource clock) {
    this.products = client.collection("products");
    this.devices = client.collection("devices");
    this.context = context;
    this.clock = clock;
  }

  /** Sends a movement. The future fails without a response; an error response is one. */
  Future<Void> send(Movement movement) {
    Future<?> sent =
        switch (movement) {
          case Movement.Purchase bought -> adjust(bought.item(), -bought.pieces(), bought.pieces());
          case Movement.Delivery delivered -> adjust(delivered.item(), delivered.pieces(), 0);
          case Movement.Reprice repriced -> reprice(repriced);
          case Movement.Reading reading -> measure(reading);
        };
    return sent.<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof ProblemException
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private Future<?> adjust(SimulatedProduct item, long stock, long sold) {
    ObjectNode amounts = JsonNodeFactory.instance.objectNode().put("stock", stock);
    if (sold != 0) {
      amounts.put("sold", sold);
    }
    return Calls.on(context, products.adjust(item.id(), amounts, WriteOptions.NONE))
        .onSuccess(adjusted -> item.observe(adjusted.doc()));
  }

  /** Changes the badge only if a sale begins or ends: other badges are permanent. */
  private Future<?> reprice(Movement.Reprice repriced) {
    SimulatedProduct item = repriced.item();
    ObjectNode patch = JsonNodeFactory.instance.objectNode().put("price", repriced.price());
    boolean turns = repriced.sale() != item.onSale();
    if (turns) {
      patch.put("badge", repriced.sale() ? Badges.SALE : null);
      item.sale(repriced.sale());
    }
    patch.put("updated", now());
    return Calls.on(context, products.patch(item.id(), patch, WriteOptions.NONE))
        .onFailure(
            failure -> {
              if (turns) {
                item.sale(!repriced.sale());
              }
            });
  }

  private Future<?> measure(Movement.Reading reading) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.put(reading.field(), reading.value()).put("read", now());
    return Calls.on(context, devices.patch(reading.device(), patch, WriteOptions.NONE));
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

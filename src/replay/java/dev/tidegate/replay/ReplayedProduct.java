package dev.tidegate.replay;

import dev.tidegate.replay.LinePlan.Adjustment;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies lines to one product, one at a time: creates it where it is not known yet, sets the
 * line's price, then takes its quantity.
 */
final class ReplayedProduct {
  // Each time somebody else took from `sold` between our look and our write.
  private static final int MOST_LOOKS = 20;

  private final GatewayClient gateway;
  private final Tally tally;
  private final String run;
  private final String id;
  private final String name;
  private final long opening;
  private @Nullable ProductState state;

  /**
   * @param run begins every Idempotency-Key
   * @param opening the stock if it has to be created
   */
  ReplayedProduct(
      GatewayClient gateway, Tally tally, String run, String id, String name, long opening) {
    this.gateway = gateway;
    this.tally = tally;
    this.run = run;
    this.id = id;
    this.name = name;
    this.opening = opening;
  }

  /** Fails only if the replay can't go on. */
  Future<LineResult> apply(OrderLine line) {
    return known(line)
        .compose(known -> setPrice(line, known))
        .compose(known -> takeQuantity(line, 1))
        .recover(
            failure ->
                failure instanceof RefusedException refused
                    ? Future.succeededFuture(
                        new LineResult.Failed(String.valueOf(refused.getMessage())))
                    : Future.failedFuture(failure));
  }

  private Future<ProductState> known(OrderLine line) {
    ProductState known = state;
    return known != null ? Future.succeededFuture(known) : create(line);
  }

  private Future<ProductState> create(OrderLine line) {
    NewProduct fresh = NewProduct.of(name, opening, line.pence());
    return gateway
        .create(id, fresh, key(line, "create"))
        .compose(
            answer -> {
              if (answer.status() == 412) {
                tally.found();
                return look();
              }
              requireAccepted(answer, "creating " + id);
              tally.created();
              return Future.succeededFuture(remember(new ProductState(0, line.pence())));
            });
  }

  private Future<ProductState> look() {
    return gateway
        .get(id)
        .map(
            answer -> {
              requireAccepted(answer, "reading " + id);
              return remember(ProductState.of(answer.doc()));
            });
  }

  private Future<ProductState> setPrice(OrderLine line, ProductState known) {
    Long pence = LinePlan.of(line, known).newPence();
    if (pence == null) {
      return Future.succeededFuture(known);
    }
    return gateway
        .patch(id, Map.of("price", pence), key(line, "price"))
        .map(
            answer -> {
              requireAccepted(answer, "pricing " + id);
              tally.priced();
              return remember(known.priced(pence));
            });
  }

  private Future<LineResult> takeQuantity(OrderLine line, int looks) {
    ProductState known = Objects.requireNonNull(state);
    Adjustment adjustment = LinePlan.of(line, known).adjustment();
    if (adjustment == null) {
      return Future.succeededFuture(new LineResult.Ignored());
    }
    // A refused write is not remembered, but an other body wants an other key all the same.
    return gateway
        .adjust(id, adjustment, key(line, "adjust" + looks))
        .compose(
            answer -> {
              if (adjustment.stock() < 0 && answer.outOfBounds("stock")) {
                return Future.succeededFuture(new LineResult.RefusedForStock());
              }
              if (adjustment.sold() < 0 && answer.outOfBounds("sold") && looks < MOST_LOOKS) {
                return look().compose(fresh -> takeQuantity(line, looks + 1));
              }
              requireAccepted(answer, "adjusting " + id);
              tally.adjusted();
              remember(known.adjusted(answer.doc()));
              return Future.succeededFuture(new LineResult.Applied());
            });
  }

  private ProductState remember(ProductState now) {
    state = now;
    return now;
  }

  private String key(OrderLine line, String step) {
    return run + "-" + line.number() + "-" + step;
  }

  private static void requireAccepted(Answer answer, String request) {
    if (!answer.accepted()) {
      throw new RefusedException(request, answer);
    }
  }
}

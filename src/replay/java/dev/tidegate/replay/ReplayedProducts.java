package dev.tidegate.replay;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A lane for each product that was met. {@link #submit} is for any thread. */
final class ReplayedProducts {
  private final Context context;
  private final Function<OrderLine, ReplayedProduct> products;
  private final LineListener listener;
  private final Map<String, Lane> lanes = new HashMap<>();

  /**
   * @param products asked once an id, for the first line that names it
   */
  ReplayedProducts(
      Context context, Function<OrderLine, ReplayedProduct> products, LineListener listener) {
    this.context = context;
    this.products = products;
    this.listener = listener;
  }

  void submit(OrderLine line) {
    context.runOnContext(
        v ->
            lanes
                .computeIfAbsent(line.id(), id -> new Lane(context, products.apply(line), listener))
                .submit(line));
  }
}

package dev.tidegate.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A lane for each product. {@link #submit} is thread-safe. */
final class ReplayedProducts {
  private final Executor executor;
  private final Function<OrderLine, ReplayedProduct> products;
  private final LineListener listener;
  private final Map<String, Lane> lanes = new HashMap<>();

  /**
   * Creates the set of lanes.
   *
   * @param executor one thread, where all lanes work
   * @param products called once for each id, with the first line that names it
   */
  ReplayedProducts(
      Executor executor, Function<OrderLine, ReplayedProduct> products, LineListener listener) {
    this.executor = executor;
    this.products = products;
    this.listener = listener;
  }

  void submit(OrderLine line) {
    executor.execute(
        () ->
            lanes
                .computeIfAbsent(line.id(), id -> new Lane(products.apply(line), listener))
                .submit(line));
  }
}

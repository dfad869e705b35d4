package dev.tidegate.replay;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Queue;

/** The lines of one product, in order and one at a time. To be used on {@code context} only. */
final class Lane {
  private final Context context;
  private final ReplayedProduct product;
  private final LineListener listener;
  private final Queue<OrderLine> waiting = new ArrayDeque<>(2);
  private boolean busy;

  Lane(Context context, ReplayedProduct product, LineListener listener) {
    this.context = context;
    this.product = product;
    this.listener = listener;
  }

  void submit(OrderLine line) {
    waiting.add(line);
    if (!busy) {
      next();
    }
  }

  private void next() {
    OrderLine line = waiting.poll();
    busy = line != null;
    if (line == null) {
      return;
    }
    product
        .apply(line)
        .onComplete(
            result -> {
              listener.onResult(line, result);
              // Not at once: a line that needs no write would go one deeper on the stack.
              context.runOnContext(v -> next());
            });
  }
}

package dev.tidegate.replay;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** The lines of one product, in order and one at a time. Confined to the thread of the lanes. */
final class Lane {
  private final ReplayedProduct product;
  private final LineListener listener;
  private final Queue<OrderLine> waiting = new ArrayDeque<>(2);
  private boolean busy;

  Lane(ReplayedProduct product, LineListener listener) {
    this.product = product;
    this.listener = listener;
  }

  void submit(OrderLine line) {
    waiting.add(line);
    if (!busy) {
      next();
    }
  }

  // A loop: a line that needs no write must not deepen the stack.
  private void next() {
    busy = true;
    for (OrderLine line = waiting.poll(); line != null; line = waiting.poll()) {
      OrderLine current = line;
      CompletableFuture<LineResult> result = product.apply(line);
      boolean immediate = result.isDone();
      result.whenComplete(
          (value, failure) -> {
            listener.onResult(current, value, failure);
            if (!immediate) {
              next();
            }
          });
      if (!immediate) {
        return;
      }
    }
    busy = false;
  }
}

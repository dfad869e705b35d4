package dev.tidegate.exchange;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counter of the requests of all event loops without a response. Usable on any thread. */
public final class InFlight {
  private static final long LOOK_MS = 10;

  private final AtomicInteger requests = new AtomicInteger();

  void begin() {
    requests.incrementAndGet();
  }

  void end() {
    requests.decrementAndGet();
  }

  /**
   * Waits for all responses.
   *
   * @param most maximum time to wait
   * @return completes with the number of requests that still have no response
   */
  public Future<Integer> drained(Vertx vertx, Duration most) {
    Promise<Integer> drained = Promise.promise();
    look(vertx, System.nanoTime() + most.toNanos(), drained);
    return drained.future();
  }

  private void look(Vertx vertx, long deadline, Promise<Integer> drained) {
    int open = requests.get();
    if (open == 0 || System.nanoTime() - deadline > 0) {
      drained.complete(open);
    } else {
      vertx.setTimer(LOOK_MS, id -> look(vertx, deadline, drained));
    }
  }
}

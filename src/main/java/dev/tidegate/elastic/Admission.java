package dev.tidegate.elastic;

import dev.tidegate.search.SearchUnavailableException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets so many calls through at once and refuses the others, instead of letting them pile up. */
final class Admission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final int limit;
  private final AtomicInteger admitted = new AtomicInteger();

  Admission(int limit) {
    this.limit = limit;
  }

  <T> Future<T> call(Supplier<Future<T>> call) {
    if (admitted.incrementAndGet() > limit) {
      admitted.decrementAndGet();
      return Future.failedFuture(
          new SearchUnavailableException("too many searches at once", RETRY_AFTER));
    }
    return call.get().onComplete(done -> admitted.decrementAndGet());
  }
}

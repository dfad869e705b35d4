package dev.tidegate.replay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats requests that failed on the way, or that the gateway could not serve for now, until it
 * can be known what became of them. To be used on one event loop.
 */
final class Retries {
  private final Vertx vertx;
  private final Duration patience;
  private final Tally tally;
  private volatile boolean stopped;

  /**
   * @param patience how long one request is repeated
   */
  Retries(Vertx vertx, Duration patience, Tally tally) {
    this.vertx = vertx;
    this.patience = patience;
    this.tally = tally;
  }

  /** Ends with an answer that is final, or fails with {@link ReplayException}. */
  Future<Answer> untilFinal(Supplier<Future<Answer>> request) {
    return attempt(request, 1, System.nanoTime() + patience.toNanos());
  }

  /** Lets nothing be repeated any more. From any thread. */
  void stop() {
    stopped = true;
  }

  private Future<Answer> attempt(Supplier<Future<Answer>> request, int attempt, long deadline) {
    return request
        .get()
        .transform(
            result -> {
              Answer answer = result.result();
              if (answer != null && answer.hopeless()) {
                return Future.failedFuture(new ReplayException("the gateway answered " + answer));
              }
              if (answer != null && !answer.passing()) {
                return Future.succeededFuture(answer);
              }
              return again(request, attempt, deadline, reason(answer, result.cause()), answer);
            });
  }

  private Future<Answer> again(
      Supplier<Future<Answer>> request,
      int attempt,
      long deadline,
      String reason,
      @Nullable Answer answer) {
    long least = answer == null ? 0 : answer.retryAfterMs();
    long delay = Backoff.delayMs(attempt, least, ThreadLocalRandom.current().nextDouble());
    if (stopped) {
      return Future.failedFuture(new ReplayException("stopped while it was repeated: " + reason));
    }
    if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay) - deadline > 0) {
      return Future.failedFuture(
          new ReplayException(
              "gave up after %d attempts in %d s: %s"
                  .formatted(attempt, patience.toSeconds(), reason)));
    }
    tally.repeated();
    return vertx.timer(delay).compose(fired -> attempt(request, attempt + 1, deadline));
  }

  private static String reason(@Nullable Answer answer, @Nullable Throwable failure) {
    return answer != null ? "the gateway answered " + answer : String.valueOf(failure);
  }
}

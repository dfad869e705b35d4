package dev.tidegate.testing;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waiting for futures, from the thread of a test. */
public final class Futures {
  private static final long SECONDS = 30;

  private Futures() {}

  /**
   * Waits at most 30 s for the result.
   *
   * @throws java.util.concurrent.CompletionException with the cause, if the future fails or the
   *     time is over
   */
  public static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(SECONDS, TimeUnit.SECONDS)
        .join();
  }
}

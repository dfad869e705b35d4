package dev.tidegate.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The failures of futures. */
final class Failures {
  private Failures() {}

  /** Waits for a failure and returns it. */
  static TidegateException of(CompletableFuture<?> future) {
    return future
        .handle(
            (result, failure) -> {
              Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
              if (cause instanceof TidegateException known) {
                return known;
              }
              throw new AssertionError("Expected a failure, got " + result, failure);
            })
        .join();
  }

  /** Waits for an error response and returns it. */
  static Problem problem(CompletableFuture<?> future) {
    if (of(future) instanceof ProblemException failure) {
      return failure.problem();
    }
    throw new AssertionError("Not an error response");
  }
}

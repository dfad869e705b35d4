package dev.tidegate.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends requests until their result is final. Thread-safe. */
final class RetryingSender {
  private final ConnectionPool pool;
  private final RetryPolicy policy;
  private final RetryTimer timer;

  RetryingSender(ConnectionPool pool, RetryPolicy policy, RetryTimer timer) {
    this.pool = pool;
    this.policy = policy;
    this.timer = timer;
  }

  /**
   * Sends a request. The future completes with a response of success, or fails with {@link
   * TidegateException}, on the executor.
   */
  CompletableFuture<ApiResponse> send(ApiRequest request) {
    Attempts attempts = new Attempts(request, policy.deadline());
    attempts.next();
    return attempts.result;
  }

  /** The attempts of one request. Each one starts after the previous one has ended. */
  private final class Attempts {
    private final ApiRequest request;
    private final long deadline;
    private final CompletableFuture<ApiResponse> result = new CompletableFuture<>();
    private int count;
    private boolean outcomeUnknown;

    Attempts(ApiRequest request, long deadline) {
      this.request = request;
      this.deadline = deadline;
    }

    void next() {
      count++;
      pool.send(request).whenComplete(this::end);
    }

    private void end(@Nullable ApiResponse response, @Nullable Throwable failure) {
      if (response != null && response.isSuccess()) {
        result.complete(response);
      } else if (response != null) {
        fail(response.failure(request.isWrite()));
      } else if (failure instanceof TidegateException known) {
        fail(known);
      } else {
        result.completeExceptionally(
            failure == null ? new IllegalStateException("No response and no failure") : failure);
      }
    }

    private void fail(TidegateException failure) {
      outcomeUnknown |= failure.outcomeUnknown();
      if (!policy.allows(failure, request.repeatable())) {
        // A response settles the outcome: a repeated key would have returned the stored response.
        boolean unknown =
            failure instanceof ProblemException ? failure.outcomeUnknown() : outcomeUnknown;
        result.completeExceptionally(failure.ofAttempts(count, unknown));
        return;
      }
      Duration delay = policy.delay(count, failure);
      if (timer.isStopped() || RetryPolicy.isAfter(delay, deadline)) {
        giveUp(failure);
        return;
      }
      policy.notify(count, delay, failure.ofAttempts(count, outcomeUnknown));
      timer
          .pause(delay)
          .thenAccept(
              resumed -> {
                if (resumed) {
                  next();
                } else {
                  giveUp(failure);
                }
              });
    }

    private void giveUp(TidegateException failure) {
      result.completeExceptionally(failure.ofAttempts(count, outcomeUnknown));
    }
  }
}

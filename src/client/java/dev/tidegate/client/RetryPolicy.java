package dev.tidegate.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;

/**
 * The rules that decide whether and when a request is repeated.
 *
 * @param retryFor time from the first attempt to the last one
 */
record RetryPolicy(Duration retryFor, Backoff backoff, RetryListener listener) {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /** Statuses that a later attempt may not have. */
  private static final Set<Integer> TEMPORARY =
      Set.of(TOO_MANY_REQUESTS, 500, 502, UNAVAILABLE, 504);

  /**
   * Returns whether another attempt is safe and may succeed.
   *
   * @param repeatable whether a repeated request has no further effect: a read, or a write with a
   *     key
   */
  boolean allows(TidegateException failure, boolean repeatable) {
    return switch (failure) {
      case ProblemException error -> allows(error.problem(), repeatable);
      case ConnectionFailedException error ->
          (repeatable || !error.outcomeUnknown())
              && !(error.getCause() instanceof SSLHandshakeException);
    };
  }

  /**
   * Returns whether another attempt is safe and may succeed. Without a key, only responses that
   * exclude an effect allow it.
   */
  boolean allows(Problem problem, boolean repeatable) {
    if (repeatable) {
      return TEMPORARY.contains(problem.status());
    }
    boolean rejected =
        problem.status() == TOO_MANY_REQUESTS
            || (problem.status() == UNAVAILABLE && problem.retryAfter() != null);
    return rejected && !problem.is(Problem.OUTCOME_UNKNOWN);
  }

  /** Returns the delay after a failed attempt; numbers start with 1. */
  Duration delay(int attempt, TidegateException failure) {
    Duration asked =
        failure instanceof ProblemException error ? error.problem().retryAfter() : null;
    return backoff.delay(
        attempt, asked == null ? Duration.ZERO : asked, ThreadLocalRandom.current().nextDouble());
  }

  /** Returns the end of the retries of a request that starts now, as {@link System#nanoTime}. */
  long deadline() {
    return System.nanoTime() + retryFor.toNanos();
  }

  /** Calls the listener. */
  void notify(int attempt, Duration delay, TidegateException cause) {
    try {
      listener.onRetry(attempt, delay, cause);
    } catch (RuntimeException e) { // must not stop the request
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /** Returns whether the end of a delay that starts now is after the deadline. */
  static boolean isAfter(Duration delay, long deadline) {
    return System.nanoTime() + delay.toNanos() - deadline > 0;
  }
}

package dev.tidegate.client;

import java.time.Duration;

/**
 * A callback for each retry, for logs and counters. The client calls it on its executor. It must
 * not block or throw.
 */
@FunctionalInterface
public interface RetryListener {

  /**
   * Receives the failure of an attempt that will be repeated.
   *
   * @param attempt number of the failed attempt, starting with 1
   * @param delay time until the next attempt
   */
  void onRetry(int attempt, Duration delay, TidegateException cause);
}

package dev.tidegate.client;

import java.time.Duration;

/**
 * Delays between attempts: doubled with each attempt up to a maximum, and randomized over the upper
 * half, so that requests that failed together are not repeated together.
 */
record Backoff(Duration first, Duration max) {

  /**
   * Returns the delay after a failed attempt.
   *
   * @param attempt number of the attempt, starting with 1
   * @param least delay that the gateway asks for, or zero
   * @param random from 0 (inclusive) to 1 (exclusive)
   */
  Duration delay(int attempt, Duration least, double random) {
    long ceiling = Math.min(max.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
    long base = Math.max(least.toMillis(), ceiling / 2);
    return Duration.ofMillis(base + (long) (random * (ceiling / 2.0)) + 1);
  }
}

package dev.tidegate.replay;

/** Delays between repetitions. */
final class Backoff {
  private static final long FIRST_MS = 50;
  private static final long MOST_MS = 2_000;

  private Backoff() {}

  /**
   * Doubles with each attempt up to a bound, and is spread over the upper half so that many that
   * failed together do not come back together.
   *
   * @param attempt that failed, from 1
   * @param leastMs what the gateway asked for, or 0
   * @param random from 0 to below 1
   */
  static long delayMs(int attempt, long leastMs, double random) {
    long ceiling = Math.min(MOST_MS, FIRST_MS << Math.min(attempt - 1, 20));
    long base = Math.max(leastMs, ceiling / 2);
    return base + (long) (random * (ceiling / 2.0)) + 1;
  }
}

package dev.tidegate.index;

import java.util.random.RandomGenerator;

/** Delays after failures: doubling up to a bound, and random below it so that gateways spread. */
final class RetryDelay {
  private static final long FIRST_MS = 250;
  private static final long MOST_MS = 5_000;

  private final RandomGenerator random;
  private long ceiling = FIRST_MS;

  RetryDelay(RandomGenerator random) {
    this.random = random;
  }

  long nextMs() {
    long delay = ceiling / 2 + random.nextLong(ceiling / 2);
    ceiling = Math.min(MOST_MS, ceiling * 2);
    return delay;
  }

  void reset() {
    ceiling = FIRST_MS;
  }
}

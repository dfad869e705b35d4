package dev.tidegate.redis;

import java.util.concurrent.ThreadLocalRandom;

/** Delays between attempts: doubling up to a bound, and random below it so that many spread. */
final class Backoff {
  private static final long FIRST_MS = 50;
  private static final long MOST_MS = 2_000;

  private long ceiling = FIRST_MS;

  /** The next delay in milliseconds, at least 1. */
  long next() {
    long delay = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling) + 1;
    ceiling = Math.min(MOST_MS, ceiling * 2);
    return delay;
  }

  void reset() {
    ceiling = FIRST_MS;
  }
}

package dev.tidegate.redis;

import java.util.concurrent.ThreadLocalRandom;

/** Random delays between attempts, with a limit that doubles up to a maximum. */
final class Backoff {
  private static final long FIRST_MS = 50;
  private static final long MOST_MS = 2_000;

  private long ceiling = FIRST_MS;

  /** Returns the next delay, at least 1 ms. */
  long next() {
    long delay = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling) + 1;
    ceiling = Math.min(MOST_MS, ceiling * 2);
    return delay;
  }

  void reset() {
    ceiling = FIRST_MS;
  }
}

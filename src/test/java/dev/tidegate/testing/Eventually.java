package dev.tidegate.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is as wanted, or too much time has passed. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  public static <T> T get(Supplier<T> asked, Predicate<T> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T last = asked.get();
    while (!wanted.test(last)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("asked in vain; the last answer was " + last);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      last = asked.get();
    }
    return last;
  }
}

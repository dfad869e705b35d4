package dev.tidegate.hostile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Time for which the threads of this process did not run although they wanted to. */
final class Stalls implements AutoCloseable {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

  private final AtomicLong total = new AtomicLong();
  private final Thread ticker;
  private volatile boolean over;

  Stalls() {
    ticker = Thread.ofPlatform().daemon().name("stalls").start(this::tick);
  }

  /** Nanoseconds since the start. */
  long total() {
    return total.get();
  }

  private void tick() {
    long last = System.nanoTime();
    while (!over) {
      LockSupport.parkNanos(TICK);
      long now = System.nanoTime();
      total.addAndGet(Math.max(0, now - last - 2 * TICK));
      last = now;
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      ticker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

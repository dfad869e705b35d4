package dev.tidegate.loop;

import java.util.concurrent.Executor;

/**
 * Turns, timers, and clock of one event loop. Tests implement it without threads, with a time that
 * they advance.
 */
public interface EventLoop extends Executor {

  /** Runs a task in a later turn of the loop. For any thread. */
  @Override
  void execute(Runnable task);

  /**
   * Runs a task on the loop after a delay. To be called on the loop.
   *
   * @param millis at least 1
   * @return the number of the timer
   */
  long after(long millis, Runnable task);

  /**
   * Runs a task on the loop again and again. To be called on the loop.
   *
   * @param millis at least 1
   * @return the number of the timer
   */
  long every(long millis, Runnable task);

  /** Cancels a timer; returns whether it was still set. */
  boolean cancel(long timer);

  /** Returns nanoseconds of a clock that never goes back. */
  long nanos();

  /** Returns milliseconds of the same clock. */
  default long millis() {
    return nanos() / 1_000_000;
  }
}

package dev.tidegate.demo;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Runs something so many times a second, in small bursts, without waiting for its effects. */
final class ArrivalSchedule {
  static final ArrivalSchedule NEVER = new ArrivalSchedule(() -> {});
  private static final long TICK_MS = 10;

  private final Runnable cancel;

  private ArrivalSchedule(Runnable cancel) {
    this.cancel = cancel;
  }

  /** Begins on the calling context. After a pause nothing is made up for beyond one second. */
  static ArrivalSchedule begin(Vertx vertx, double rate, Runnable task) {
    double[] due = {0};
    long[] last = {System.nanoTime()};
    long timer =
        vertx.setPeriodic(
            TICK_MS,
            tick -> {
              long now = System.nanoTime();
              double elapsed = (now - last[0]) / (double) TimeUnit.SECONDS.toNanos(1);
              last[0] = now;
              due[0] = Math.min(due[0] + rate * elapsed, Math.max(rate, 1));
              for (; due[0] >= 1; due[0]--) {
                task.run();
              }
            });
    return new ArrivalSchedule(() -> vertx.cancelTimer(timer));
  }

  void cancel() {
    cancel.run();
  }
}

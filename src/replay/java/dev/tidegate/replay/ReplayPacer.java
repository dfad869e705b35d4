package dev.tidegate.replay;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Holds each line back until it is due, then until there is room for it. For one thread. */
final class ReplayPacer {
  private final Speed speed;
  private final InFlightLimit window;
  private @Nullable ReplaySchedule schedule;
  private long started;

  ReplayPacer(Speed speed, InFlightLimit window) {
    this.speed = speed;
    this.window = window;
  }

  /**
   * Waits.
   *
   * @return how many nanoseconds late it is now; -1 if no more lines are wanted
   */
  long await(LocalDateTime time) throws InterruptedException {
    ReplaySchedule from = schedule;
    if (from == null) {
      started = System.nanoTime();
      from = new ReplaySchedule(time, speed);
      schedule = from;
    }
    long due = started + from.dueNanos(time);
    if (!window.pauseUntil(due) || !window.enter()) {
      return -1;
    }
    return speed.isMax() ? 0 : Math.max(0, System.nanoTime() - due);
  }
}

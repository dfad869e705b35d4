package dev.tidegate.replay;

import java.time.Duration;
import java.time.LocalDateTime;

/** Times of the lines, relative to the first one. */
final class ReplaySchedule {
  private final LocalDateTime first;
  private final Speed speed;

  ReplaySchedule(LocalDateTime first, Speed speed) {
    this.first = first;
    this.speed = speed;
  }

  /** Nanoseconds after the first line; at once for a line dated before it. */
  long dueNanos(LocalDateTime time) {
    if (speed.isMax()) {
      return 0;
    }
    double life = Duration.between(first, time).toSeconds() * 1e9;
    return (long) Math.max(0, life / speed.factor());
  }
}

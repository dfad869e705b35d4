package dev.tidegate.delivery;

import dev.tidegate.model.Revisions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Counts of delivered changes, and their delay since the commit: a revision contains the time of
 * the store. Confined to one event loop.
 */
public final class DeliveryClock {
  private final InstantSource wall;
  private final LiveCounters counters;
  private long turnMicros;
  private long turnNanos;
  private long now;
  private long changes;

  public DeliveryClock(InstantSource wall, LiveCounters counters) {
    this.wall = wall;
    this.counters = counters;
  }

  /** Starts a turn. Within it, the clock that is cheap to read suffices. */
  void startTurn() {
    turnMicros = Revisions.at(wall.instant());
    turnNanos = System.nanoTime();
    now = turnMicros;
    changes = 0;
  }

  /** Starts the deliveries to the next client. */
  public void next() {
    now = turnMicros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - turnNanos);
  }

  /** Records a change that was sent in an update. */
  void update(long rev) {
    delivered(rev, 1);
  }

  /** Counts the changes of an update message. */
  void updates(int count) {
    counters.updates(count);
  }

  /**
   * Records events that were sent together.
   *
   * @param oldestRev of the event that waited longest
   */
  public void events(long oldestRev, int count) {
    counters.events(count);
    delivered(oldestRev, count);
  }

  private void delivered(long rev, int count) {
    counters.times().took(now - rev, count);
    changes += count;
  }

  /** Returns the number of changes that were sent in this turn, to all clients. */
  long changes() {
    return changes;
  }
}

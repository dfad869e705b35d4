package dev.tidegate.delivery;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Wakes what waits for its interval. Times are rounded up to a grid of a quarter of the interval,
 * so that a session's documents come due together and go out in one message.
 */
public final class Pacer {
  private static final long FINEST_MS = 10;

  private final Vertx vertx;
  private final LongSupplier clock;
  private final TreeMap<Long, List<Runnable>> due = new TreeMap<>();
  private long timer = -1;
  private long timerAt = Long.MAX_VALUE;

  /**
   * @param clock milliseconds that only grow
   */
  public Pacer(Vertx vertx, LongSupplier clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Runs {@code action} at that time of the clock or up to a quarter of the interval later. */
  public void at(long time, long interval, Runnable action) {
    long grid = Math.max(FINEST_MS, interval / 4);
    long tick = (time + grid - 1) / grid * grid;
    due.computeIfAbsent(tick, t -> new ArrayList<>()).add(action);
    if (tick < timerAt) {
      arm(tick);
    }
  }

  private void arm(long tick) {
    vertx.cancelTimer(timer);
    timerAt = tick;
    timer = vertx.setTimer(Math.max(1, tick - clock.getAsLong()), id -> fire());
  }

  private void fire() {
    timerAt = Long.MAX_VALUE;
    Map<Long, List<Runnable>> now = due.headMap(clock.getAsLong(), true);
    List<Runnable> actions = new ArrayList<>();
    now.values().forEach(actions::addAll);
    now.clear();
    actions.forEach(Runnable::run);
    if (!due.isEmpty() && due.firstKey() < timerAt) {
      arm(due.firstKey());
    }
  }
}

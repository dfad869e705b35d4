package dev.tidegate.delivery;

import dev.tidegate.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Timers of updates at an interval. Times are rounded up to a grid of a quarter of the interval, so
 * that the documents of a session are due together and are sent in one message.
 */
public final class Pacer {
  private static final long FINEST_MS = 10;

  private final EventLoop loop;
  private final TreeMap<Long, List<Runnable>> due = new TreeMap<>();
  private long timer = -1;
  private long timerAt = Long.MAX_VALUE;

  public Pacer(EventLoop loop) {
    this.loop = loop;
  }

  /** Returns the time of the event loop in milliseconds. */
  public long now() {
    return loop.millis();
  }

  /**
   * Runs {@code action} at that time of the event loop, or up to a quarter of the interval later.
   */
  public void at(long time, long interval, Runnable action) {
    long grid = Math.max(FINEST_MS, interval / 4);
    long tick = (time + grid - 1) / grid * grid;
    due.computeIfAbsent(tick, t -> new ArrayList<>()).add(action);
    if (tick < timerAt) {
      arm(tick);
    }
  }

  private void arm(long tick) {
    loop.cancel(timer);
    timerAt = tick;
    timer = loop.after(Math.max(1, tick - now()), this::fire);
  }

  private void fire() {
    timerAt = Long.MAX_VALUE;
    Map<Long, List<Runnable>> reached = due.headMap(now(), true);
    List<Runnable> actions = new ArrayList<>();
    reached.values().forEach(actions::addAll);
    reached.clear();
    actions.forEach(Runnable::run);
    if (!due.isEmpty() && due.firstKey() < timerAt) {
      arm(due.firstKey());
    }
  }
}

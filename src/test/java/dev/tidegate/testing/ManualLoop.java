package dev.tidegate.testing;

import dev.tidegate.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Event loop without a thread: a test runs its turns, and advances its time. */
public final class ManualLoop implements EventLoop {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::id));
  private long millis = 1_000;
  private long lastId;

  /**
   * A timer.
   *
   * @param period 0 for a timer that fires once
   */
  private record Timer(long id, long at, long period, Runnable task) {}

  /** Runs all tasks, and those that they add. */
  public void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Lets time pass: runs each timer at its time, and all tasks. */
  public void advance(long byMillis) {
    run();
    long end = millis + byMillis;
    for (Timer next = timers.peek(); next != null && next.at() <= end; next = timers.peek()) {
      millis = Math.max(millis, next.at());
      fire(timers.remove());
      run();
    }
    millis = Math.max(millis, end);
  }

  /** Lets a task take time: no timer fires meanwhile. */
  public void pass(long byMillis) {
    millis += byMillis;
  }

  private void fire(Timer timer) {
    if (timer.period() > 0) {
      timers.add(new Timer(timer.id(), timer.at() + timer.period(), timer.period(), timer.task()));
    }
    timer.task().run();
  }

  /** Returns the number of timers that are set. */
  public int timers() {
    return timers.size();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public long after(long delay, Runnable task) {
    return add(delay, 0, task);
  }

  @Override
  public long every(long period, Runnable task) {
    return add(period, period, task);
  }

  private long add(long delay, long period, Runnable task) {
    if (delay < 1) {
      throw new IllegalArgumentException("a timer needs at least 1 ms, not " + delay);
    }
    lastId++;
    timers.add(new Timer(lastId, millis + delay, period, task));
    return lastId;
  }

  @Override
  public boolean cancel(long timer) {
    return timers.removeIf(each -> each.id() == timer);
  }

  @Override
  public long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}

package dev.tidegate.loop;

import io.vertx.core.Context;

/** Event loop of a Vert.x context. */
public final class VertxEventLoop implements EventLoop {
  private final Context context;

  /**
   * Creates the loop of a context.
   *
   * @param context of an event loop, not of a worker
   */
  public VertxEventLoop(Context context) {
    this.context = context;
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(nothing -> task.run());
  }

  @Override
  public long after(long millis, Runnable task) {
    return context.owner().setTimer(millis, id -> task.run());
  }

  @Override
  public long every(long millis, Runnable task) {
    return context.owner().setPeriodic(millis, id -> task.run());
  }

  @Override
  public boolean cancel(long timer) {
    return context.owner().cancelTimer(timer);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}

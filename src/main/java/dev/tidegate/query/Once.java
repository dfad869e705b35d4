package dev.tidegate.query;

/** Runs something the first time, whichever of several occasions that is. */
final class Once implements Runnable {
  private final Runnable task;
  private boolean due = true;

  Once(Runnable task) {
    this.task = task;
  }

  boolean isDue() {
    return due;
  }

  @Override
  public void run() {
    if (due) {
      due = false;
      task.run();
    }
  }
}

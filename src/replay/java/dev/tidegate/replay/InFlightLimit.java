package dev.tidegate.replay;

import java.util.concurrent.TimeUnit;

/** Bounds the lines under way, and holds the reading thread back. */
final class InFlightLimit {
  private final int size;
  private int used;
  private boolean closed;

  InFlightLimit(int size) {
    this.size = size;
  }

  /** Waits for room and takes it. Returns false once closed. */
  synchronized boolean enter() throws InterruptedException {
    while (used >= size && !closed) {
      wait();
    }
    if (closed) {
      return false;
    }
    used++;
    return true;
  }

  synchronized void leave() {
    used--;
    notifyAll();
  }

  /** Rejects further lines and ends all waits except {@link #awaitEmpty}. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits until {@link System#nanoTime} is there. Returns false once closed. */
  synchronized boolean pauseUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    while (left > 0 && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = nanoTime - System.nanoTime();
    }
    return !closed;
  }

  /** Waits until all have left or it is closed. Returns whether all have left. */
  synchronized boolean awaitEmptyOrClosed() throws InterruptedException {
    while (used > 0 && !closed) {
      wait();
    }
    return used == 0;
  }

  /** Waits until all have left, but no longer than given. */
  synchronized void awaitEmpty(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; used > 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}

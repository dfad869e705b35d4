package dev.tidegate.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The pauses before retries, until retries are stopped. Thread-safe. */
final class RetryTimer {
  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final Set<Pause> pauses = new HashSet<>();
  private boolean stopped;

  private static final class Pause {
    final CompletableFuture<Boolean> elapsed = new CompletableFuture<>();
  }

  RetryTimer(ScheduledExecutorService scheduler, Executor executor) {
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /**
   * Returns a future that completes on the executor: with {@code true} after the delay, or with
   * {@code false} when retries are stopped.
   */
  CompletableFuture<Boolean> pause(Duration delay) {
    Pause pause = new Pause();
    synchronized (this) {
      if (stopped) {
        return CompletableFuture.completedFuture(false);
      }
      pauses.add(pause);
      scheduler.schedule(() -> end(pause), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
    return pause.elapsed;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Ends all pauses, now and later. */
  void stop() {
    List<Pause> ended;
    synchronized (this) {
      stopped = true;
      ended = List.copyOf(pauses);
      pauses.clear();
    }
    ended.forEach(pause -> executor.execute(() -> pause.elapsed.complete(false)));
  }

  private void end(Pause pause) {
    synchronized (this) {
      pauses.remove(pause);
    }
    executor.execute(() -> pause.elapsed.complete(true));
  }
}

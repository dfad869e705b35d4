package dev.tidegate.embedded;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps servers running: one that ended by itself is started again, where it can't be after a while
 * once more. Each is tried on a thread of the supervisor's, as starting blocks.
 */
public final class Supervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration FIRST_DELAY = Duration.ofMillis(250);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          2, task -> Thread.ofPlatform().daemon().name("supervisor").unstarted(task));
  private volatile boolean closed;

  /** Supervises a running server. {@code again} restarts it on the same address. */
  public void keep(EmbeddedServer server, Supplier<? extends EmbeddedServer> again) {
    server.crashed().thenRun(() -> restart(server, again, FIRST_DELAY));
  }

  private void restart(
      EmbeddedServer dead, Supplier<? extends EmbeddedServer> again, Duration delay) {
    if (!closed) {
      threads.schedule(() -> attempt(dead, again, delay), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void attempt(
      EmbeddedServer dead, Supplier<? extends EmbeddedServer> again, Duration delay) {
    if (closed) {
      return;
    }
    dead.close();
    try {
      keep(again.get(), again);
    } catch (EmbeddedStartException e) {
      if (!closed) {
        log.error("Embedded server not restarted cause={}", e.getMessage());
        Duration longer = delay.multipliedBy(2);
        restart(dead, again, longer.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : longer);
      }
    }
  }

  /** Stops the supervision. No server is restarted afterwards. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}

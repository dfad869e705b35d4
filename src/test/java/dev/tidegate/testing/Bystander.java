package dev.tidegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Another client, which reads one document repeatedly during a costly operation. */
public final class Bystander implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final HttpCalls http;
  private final String path;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long longestNanos;
  private volatile int lastStatus;

  private Bystander(HttpCalls http, String path) {
    this.http = http;
    this.path = path;
    this.thread = Thread.ofPlatform().name("bystander").start(this::read);
  }

  /** Reads a document, which exists, from now on. */
  public static Bystander of(HttpCalls http, String path) {
    return new Bystander(http, path);
  }

  private void read() {
    while (!stopped) {
      long asked = System.nanoTime();
      lastStatus = http.get(path).status();
      longestNanos = Math.max(longestNanos, System.nanoTime() - asked);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Ends, and asserts that each answer came within a second. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(lastStatus).isEqualTo(200);
    assertThat(Duration.ofNanos(longestNanos)).as("longest GET").isLessThan(PATIENCE);
  }
}

package dev.tidegate.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The server processes of one program, also those that do not serve yet: a program that is stopped
 * while they start leaves none. For any thread.
 */
public final class Children implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(15);

  private final List<ChildProcess> started = new ArrayList<>();
  private boolean closed;

  /** Starts one; fails with {@link EmbeddedStartException} once the program ends. */
  synchronized ChildProcess start(Supplier<ChildProcess> starter) {
    if (closed) {
      throw new EmbeddedStartException("the program ends");
    }
    ChildProcess child = starter.get();
    started.removeIf(earlier -> !earlier.isAlive());
    started.add(child);
    return child;
  }

  private synchronized List<ChildProcess> end() {
    closed = true;
    return List.copyOf(started);
  }

  /** Stops all processes in parallel, and lets no other start. Blocks until they have ended. */
  @Override
  public void close() {
    end().parallelStream().filter(ChildProcess::isAlive).forEach(child -> child.stop(STOP));
  }
}

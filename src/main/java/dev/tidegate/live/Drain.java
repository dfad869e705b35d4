package dev.tidegate.live;

import dev.tidegate.loop.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/** Departure of the clients of one event loop: closes their sessions evenly over a time. */
final class Drain {
  private static final long STEP_MS = 20;

  private final EventLoop loop;
  private final Queue<Session> left;
  private final int all;
  private final long startedAt;
  private final long overMs;
  private final Promise<Void> done = Promise.promise();

  private Drain(EventLoop loop, Collection<Session> sessions, Duration over) {
    this.loop = loop;
    this.left = new ArrayDeque<>(sessions);
    this.all = sessions.size();
    this.startedAt = loop.millis();
    this.overMs = over.toMillis();
  }

  /**
   * Asks all clients to reconnect, each after a random delay, and closes their sessions.
   *
   * @param returnWithin the longest delay
   * @param over the time in which the sessions are closed
   * @return completes when all are closed
   */
  static Future<Void> start(
      EventLoop loop, Collection<Session> sessions, Duration returnWithin, Duration over) {
    long within = returnWithin.toMillis();
    sessions.forEach(session -> session.leave(ThreadLocalRandom.current().nextLong(within + 1)));
    Drain drain = new Drain(loop, sessions, over);
    drain.step();
    return drain.done.future();
  }

  private void step() {
    long elapsed = loop.millis() - startedAt;
    long due = elapsed >= overMs ? all : all * elapsed / overMs;
    while (all - left.size() < due) {
      left.remove().depart();
    }
    left.removeIf(Session::isClosed);
    if (left.isEmpty()) {
      done.complete();
    } else {
      loop.after(STEP_MS, this::step);
    }
  }
}

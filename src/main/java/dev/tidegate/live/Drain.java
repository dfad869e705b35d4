package dev.tidegate.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/** Sends the clients of one event loop away, and closes their sessions little by little. */
final class Drain {
  private static final long STEP_MS = 20;

  private final Vertx vertx;
  private final Queue<Session> left;
  private final int all;
  private final long begun;
  private final long overMs;
  private final Promise<Void> done = Promise.promise();

  private Drain(Vertx vertx, Collection<Session> sessions, long begun, Duration over) {
    this.vertx = vertx;
    this.left = new ArrayDeque<>(sessions);
    this.all = sessions.size();
    this.begun = begun;
    this.overMs = over.toMillis();
  }

  /**
   * Tells all of them at once to come back, each after a time of its own.
   *
   * @param over the time in which their sessions are closed, evenly
   * @return completes when all are closed
   */
  static Future<Void> begin(Vertx vertx, Hub hub, Collection<Session> sessions, Duration over) {
    long within = hub.config().returnWithin().toMillis();
    sessions.forEach(session -> session.leave(ThreadLocalRandom.current().nextLong(within + 1)));
    Drain departures = new Drain(vertx, sessions, hub.now(), over);
    departures.step(hub);
    return departures.done.future();
  }

  private void step(Hub hub) {
    long elapsed = hub.now() - begun;
    long due = elapsed >= overMs ? all : all * elapsed / overMs;
    while (all - left.size() < due) {
      left.remove().depart();
    }
    left.removeIf(Session::isClosed);
    if (left.isEmpty()) {
      done.complete();
    } else {
      vertx.setTimer(STEP_MS, id -> step(hub));
    }
  }
}

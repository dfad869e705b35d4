package dev.tidegate.live;

import dev.tidegate.delivery.DeliveryClock;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes the outboxes of one event loop, all that were touched together. Where flushing takes much
 * of the loop's time it rests in between, so that changes gather: a write to a socket costs far
 * more than what is in it. The less there was for each client, the longer it rests.
 */
final class Flusher {
  private static final Logger log = LoggerFactory.getLogger(Flusher.class);

  /** No client's changes are to gather for longer. */
  private static final long LONGEST_REST_MS = 20;

  /** A write of about so many changes costs twice what an empty one would. */
  private static final long ENOUGH = 40;

  /** The longest rest, in times of what the flushing before it took. */
  private static final long LONGEST_REST = 3;

  private final Context context;
  private final DeliveryClock deliveries;
  private final UpdateWriter updates;
  private List<Outbox> touched = new ArrayList<>();
  private long restUntil = System.nanoTime();

  Flusher(Context context, DeliveryClock deliveries, UpdateWriter updates) {
    this.context = context;
    this.deliveries = deliveries;
    this.updates = updates;
  }

  /** Flushes this outbox once, before the loop goes on to other work if it does not rest. */
  void touch(Outbox outbox) {
    if (outbox.touch()) {
      if (touched.isEmpty()) {
        schedule();
      }
      touched.add(outbox);
    }
  }

  private void schedule() {
    long rest = TimeUnit.NANOSECONDS.toMillis(restUntil - System.nanoTime());
    if (rest > 0) {
      context.owner().setTimer(Math.min(rest, LONGEST_REST_MS), id -> flush());
    } else {
      context.runOnContext(nothing -> flush());
    }
  }

  /** Flushes what was touched, without a rest. */
  void flush() {
    long begun = System.nanoTime();
    deliveries.set();
    List<Outbox> now = touched;
    touched = new ArrayList<>(now.size());
    now.forEach(Flusher::flush);
    updates.endTurn();
    long ended = System.nanoTime();
    restUntil = ended + (ended - begun) * restAfter(deliveries.changes() / Math.max(1, now.size()));
  }

  private static long restAfter(long changesForEach) {
    return Math.clamp(ENOUGH / Math.max(1, changesForEach), 1, LONGEST_REST);
  }

  /** What goes wrong with one client is not to keep others from what they are due. */
  private static void flush(Outbox outbox) {
    try {
      outbox.flush();
    } catch (RuntimeException e) {
      log.error("a session is ended", e);
      outbox.fail();
    }
  }
}

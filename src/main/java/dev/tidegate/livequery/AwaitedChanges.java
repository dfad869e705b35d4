package dev.tidegate.livequery;

import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for changes to be held against the queries: until the feed has brought them, and what
 * they touched was considered. Confined to one context.
 */
final class AwaitedChanges {
  private static final long NOT_HEARD = -1;

  private final Vertx vertx;
  private final PendingChanges touched;
  private List<Waiter> waiters = new ArrayList<>(0);

  private static final class Waiter {
    private final String collection;
    private final long[] revs;
    private final Runnable done;

    /** How many documents are to be taken out of those touched, once that is known. */
    private long due = NOT_HEARD;

    Waiter(String collection, long[] revs, Runnable done) {
      this.collection = collection;
      this.revs = revs;
      this.done = done;
    }
  }

  AwaitedChanges(Vertx vertx, PendingChanges touched) {
    this.vertx = vertx;
    this.touched = touched;
  }

  /**
   * Calls {@code done} when all of the collection up to these revisions has been considered.
   *
   * @param considered up to where all was heard, if all that was taken has been considered
   * @param patienceMs after which it is called in any case
   */
  void add(
      String collection,
      long[] revs,
      @Nullable Position considered,
      long patienceMs,
      Runnable done) {
    Waiter waiter = new Waiter(collection, revs, done);
    if (considered != null && isDone(waiter, considered)) {
      done.run();
      return;
    }
    waiters.add(waiter);
    vertx.setTimer(
        patienceMs,
        id -> {
          if (waiters.remove(waiter)) {
            done.run();
          }
        });
  }

  /** All that was taken out of those touched has been considered. */
  void look(Position heard) {
    if (waiters.isEmpty()) {
      return;
    }
    List<Waiter> before = waiters;
    waiters = new ArrayList<>(0);
    for (Waiter waiter : before) {
      if (isDone(waiter, heard)) {
        waiter.done.run();
      } else {
        waiters.add(waiter);
      }
    }
  }

  private boolean isDone(Waiter waiter, Position heard) {
    long taken = touched.taken(waiter.collection);
    if (waiter.due == NOT_HEARD && heard.covers(new Position(heard.epoch(), waiter.revs))) {
      waiter.due = taken + touched.waiting(waiter.collection);
    }
    return waiter.due != NOT_HEARD && taken >= waiter.due;
  }
}

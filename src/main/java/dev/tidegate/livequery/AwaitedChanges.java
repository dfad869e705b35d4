package dev.tidegate.livequery;

import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks that wait until the feed has delivered changes and the queries have evaluated them.
 * Confined to one context.
 */
final class AwaitedChanges {
  private static final long NOT_REACHED = -1;

  private final Vertx vertx;
  private final PendingChanges touched;
  private List<Waiter> waiters = new ArrayList<>(0);

  private static final class Waiter {
    private final String collection;
    private final long[] revs;
    private final Runnable done;

    /** Number of pending documents to evaluate first, once it is known. */
    private long due = NOT_REACHED;

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
   * Calls {@code done} when all changes of the collection up to these revisions have been
   * evaluated.
   *
   * @param considered position that the feed has reached, if everything taken has been evaluated
   * @param patienceMs time after which {@code done} is called in any case
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
  void look(Position reached) {
    if (waiters.isEmpty()) {
      return;
    }
    List<Waiter> before = waiters;
    waiters = new ArrayList<>(0);
    for (Waiter waiter : before) {
      if (isDone(waiter, reached)) {
        waiter.done.run();
      } else {
        waiters.add(waiter);
      }
    }
  }

  private boolean isDone(Waiter waiter, Position reached) {
    long taken = touched.taken(waiter.collection);
    if (waiter.due == NOT_REACHED && reached.covers(new Position(reached.epoch(), waiter.revs))) {
      waiter.due = taken + touched.waiting(waiter.collection);
    }
    return waiter.due != NOT_REACHED && taken >= waiter.due;
  }
}

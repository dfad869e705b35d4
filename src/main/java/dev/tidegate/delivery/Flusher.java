package dev.tidegate.delivery;

import dev.tidegate.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flush of the outboxes of one event loop, all at the end of the turn. After a flush that took long
 * the next one waits, so that changes gather: a write to a socket costs far more than its content.
 * The fewer changes there were for each client, the longer the wait.
 */
public final class Flusher {
  private static final Logger log = LoggerFactory.getLogger(Flusher.class);

  /** Upper bound of the wait. */
  private static final long LONGEST_REST_MS = 20;

  /** Number of changes that cost about as much as the write that contains them. */
  private static final long ENOUGH = 40;

  /** The longest wait, in multiples of the time of the flush before. */
  private static final long LONGEST_REST = 3;

  private final EventLoop loop;
  private final DeliveryClock deliveries;
  private final UpdateWriter updates;
  private final SlowClients slow;
  private List<Task> tasks = new ArrayList<>();
  private long restUntil;

  /** A client that has something to send. */
  interface Task extends SlowClients.Client {

    /** Sends all that the client can receive. */
    void flush();

    /** Ends the session: the flush has failed. */
    void fail();
  }

  public Flusher(EventLoop loop, DeliveryClock deliveries, UpdateWriter updates, SlowClients slow) {
    this.loop = loop;
    this.deliveries = deliveries;
    this.updates = updates;
    this.slow = slow;
    this.restUntil = loop.nanos();
  }

  /** Adds a client that is not in the next flush yet. */
  void add(Task task) {
    if (tasks.isEmpty()) {
      schedule();
    }
    tasks.add(task);
  }

  private void schedule() {
    long rest = TimeUnit.NANOSECONDS.toMillis(restUntil - loop.nanos());
    if (rest > 0) {
      loop.after(Math.min(rest, LONGEST_REST_MS), this::flush);
    } else {
      loop.execute(this::flush);
    }
  }

  /** Flushes all clients that were added since the last flush. */
  public void flush() {
    long start = loop.nanos();
    deliveries.startTurn();
    List<Task> now = tasks;
    tasks = new ArrayList<>(now.size());
    now.forEach(this::flush);
    updates.endTurn();
    long end = loop.nanos();
    restUntil = end + (end - start) * restAfter(deliveries.changes() / Math.max(1, now.size()));
  }

  private static long restAfter(long changesForEach) {
    return Math.clamp(ENOUGH / Math.max(1, changesForEach), 1, LONGEST_REST);
  }

  /** Flushes one client. Its failure does not affect the others. */
  private void flush(Task task) {
    try {
      task.flush();
      if (task.isFull()) {
        slow.add(task);
      }
    } catch (RuntimeException e) {
      log.error("Flush failed, closing the session", e);
      task.fail();
    }
  }
}

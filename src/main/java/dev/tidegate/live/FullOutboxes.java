package dev.tidegate.live;

import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.wire.CloseCode;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The outboxes of one event loop whose clients do not take what is sent. Looks at them from time to
 * time, and cuts the slowest while more waits on the gateway than may. The others cost nothing.
 * Closes sessions as well whose documents have grown beyond the memory for watched documents.
 */
final class FullOutboxes {
  private static final long LOOK_MS = 100;

  private final Vertx vertx;
  private final Hub hub;
  private final LiveMemory memory;
  private final LiveCounters counters;
  private final Set<Outbox> full = new LinkedHashSet<>();

  FullOutboxes(Vertx vertx, Hub hub, LiveMemory memory, LiveCounters counters) {
    this.vertx = vertx;
    this.hub = hub;
    this.memory = memory;
    this.counters = counters;
  }

  private record Measured(Outbox outbox, long bytes) {}

  void start() {
    vertx.setPeriodic(
        LOOK_MS,
        id -> {
          look();
          closeLargest();
        });
  }

  /** No more waits for anyone here. */
  void stop() {
    tell(0, 0);
  }

  void add(Outbox outbox) {
    full.add(outbox);
  }

  void remove(Outbox outbox) {
    full.remove(outbox);
  }

  private void look() {
    full.removeIf(outbox -> !outbox.isFull());
    List<Measured> slowest = new ArrayList<>(full.size());
    long sum = 0;
    for (Outbox outbox : full) {
      long bytes = outbox.bytes();
      slowest.add(new Measured(outbox, bytes));
      sum += bytes;
    }
    slowest.sort(Comparator.comparingLong(Measured::bytes));
    while (!slowest.isEmpty()) {
      long most = slowest.getLast().bytes();
      tell(sum, most);
      if (most == 0 || !memory.mustCut(most)) {
        return;
      }
      slowest.removeLast().outbox().cut();
      sum -= most;
    }
    tell(0, 0);
  }

  /** Watched documents have grown: closes the sessions that watch most, who can come back. */
  private void closeLargest() {
    if (!memory.isOverfull()) {
      return;
    }
    List<Session> sessions = new ArrayList<>(hub.sessions());
    sessions.sort(Comparator.comparingLong(Session::watchedBytes).reversed());
    for (Session session : sessions) {
      if (!memory.isOverfull() || session.watchedBytes() == 0) {
        return;
      }
      session.close(CloseCode.UNAVAILABLE);
    }
  }

  private void tell(long sum, long most) {
    memory.tell(this, sum, most);
    counters.queued(sum);
  }
}

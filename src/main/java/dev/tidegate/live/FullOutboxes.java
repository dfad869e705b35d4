package dev.tidegate.live;

import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.delivery.OutboxMemory;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The outboxes of one event loop whose clients do not take what is sent. Looks at them from time to
 * time, and cuts the slowest while more waits on the gateway than may. The others cost nothing.
 */
final class FullOutboxes {
  private static final long LOOK_MS = 100;

  private final Vertx vertx;
  private final OutboxMemory memory;
  private final LiveCounters counters;
  private final Set<Outbox> full = new LinkedHashSet<>();

  FullOutboxes(Vertx vertx, OutboxMemory memory, LiveCounters counters) {
    this.vertx = vertx;
    this.memory = memory;
    this.counters = counters;
  }

  private record Measured(Outbox outbox, long bytes) {}

  void start() {
    vertx.setPeriodic(LOOK_MS, id -> look());
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

  private void tell(long sum, long most) {
    memory.tell(this, sum, most);
    counters.queued(sum);
  }
}

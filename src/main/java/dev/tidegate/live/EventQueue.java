package dev.tidegate.live;

import dev.tidegate.model.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Events that wait for one client, in order. The batches are shared; only their use is its own. */
final class EventQueue {
  private final Deque<EventBatch> batches = new ArrayDeque<>(2);
  private int taken;
  private long bytes;

  boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Of the messages that wait, as if none were shared. */
  long bytes() {
    return bytes;
  }

  void add(EventBatch batch) {
    if (!batch.events().isEmpty()) {
      batches.add(batch);
      bytes += batch.bytes();
    }
  }

  /** Takes all that another queue holds, behind what is here. */
  void addAll(EventQueue other) {
    other.batches.forEach(this::add);
    other.clear();
  }

  byte[] take() {
    EventBatch first = batches.element();
    byte[] message = first.events().get(taken++).message();
    bytes -= message.length;
    if (taken == first.events().size()) {
      batches.remove();
      taken = 0;
    }
    return message;
  }

  /** The place in front of what waits; {@code null} where nothing does. */
  @Nullable Position before() {
    EventBatch first = batches.peek();
    if (first == null) {
      return null;
    }
    return taken == 0 ? first.before() : first.events().get(taken - 1).position();
  }

  void clear() {
    batches.clear();
    taken = 0;
    bytes = 0;
  }
}

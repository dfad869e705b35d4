package dev.tidegate.events;

import dev.tidegate.model.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Events that wait for one client, in order. Queues of several clients share the batches. */
final class EventQueue {
  private final Deque<EventBatch> batches = new ArrayDeque<>(2);
  private long bytes;

  boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Returns the bytes of the waiting messages, as if none were shared. */
  long bytes() {
    return bytes;
  }

  void add(EventBatch batch) {
    batches.add(batch);
    bytes += batch.bytes();
  }

  /** Moves all batches of another queue to the end of this one. */
  void addAll(EventQueue other) {
    other.batches.forEach(this::add);
    other.clear();
  }

  EventBatch take() {
    EventBatch first = batches.remove();
    bytes -= first.bytes();
    return first;
  }

  /** Returns the position before the first event; {@code null} if none waits. */
  @Nullable Position before() {
    EventBatch first = batches.peek();
    return first == null ? null : first.before();
  }

  void clear() {
    batches.clear();
    bytes = 0;
  }
}

package dev.tidegate.events;

import dev.tidegate.model.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Events that wait for one client, in order. The batches are shared; only their use is its own. */
public final class EventQueue {
  private final Deque<EventBatch> batches = new ArrayDeque<>(2);
  private long bytes;

  public boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Of the messages that wait, as if none were shared. */
  public long bytes() {
    return bytes;
  }

  public void add(EventBatch batch) {
    batches.add(batch);
    bytes += batch.bytes();
  }

  /** Takes all that another queue holds, behind what is here. */
  public void addAll(EventQueue other) {
    other.batches.forEach(this::add);
    other.clear();
  }

  public EventBatch take() {
    EventBatch first = batches.remove();
    bytes -= first.bytes();
    return first;
  }

  /** The place in front of what waits; {@code null} where nothing does. */
  public @Nullable Position before() {
    EventBatch first = batches.peek();
    return first == null ? null : first.before();
  }

  public void clear() {
    batches.clear();
    bytes = 0;
  }
}

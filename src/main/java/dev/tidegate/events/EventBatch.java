package dev.tidegate.events;

import dev.tidegate.delivery.Burst;
import dev.tidegate.model.Position;
import dev.tidegate.wire.GatewayMessages;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive events of one subscription id, for one stream or many. The messages are assembled
 * when the first client can receive them. Until then, only the encoded changes occupy memory, which
 * all subscriptions with the same fields share. For any thread.
 */
public final class EventBatch {
  /** Bytes that are written before the next check whether the client can receive more. */
  private static final int MAX_BYTES = 32 << 10;

  /** Approximate size of a message without the change. */
  private static final int ENVELOPE_BYTES = 96;

  private final String subscriptionId;
  private final Position before;
  private final List<Event> events;
  private final long bytes;

  /** Weak: a message can be as large as a document, and is needed only while it is sent. */
  private volatile @Nullable WeakReference<Burst> burst;

  /**
   * One change.
   *
   * @param position the position in the log after it
   * @param change its JSON
   */
  public record Event(int shard, Position position, byte[] change) {}

  private EventBatch(String subscriptionId, Position before, List<Event> events, long bytes) {
    this.subscriptionId = subscriptionId;
    this.before = before;
    this.events = events;
    this.bytes = bytes;
  }

  /** Returns batches of a size that can be written at once. */
  static List<EventBatch> of(String subscriptionId, Position before, List<Event> events) {
    List<EventBatch> batches = new ArrayList<>(1);
    Position start = before;
    int from = 0;
    long size = 0;
    for (int i = 0; i < events.size(); i++) {
      size += ENVELOPE_BYTES + subscriptionId.length() + events.get(i).change().length;
      if (size >= MAX_BYTES || i + 1 == events.size()) {
        List<Event> part = List.copyOf(events.subList(from, i + 1));
        batches.add(new EventBatch(subscriptionId, start, part, size));
        start = events.get(i).position();
        from = i + 1;
        size = 0;
      }
    }
    return batches;
  }

  /** Returns the position before the first event. */
  Position before() {
    return before;
  }

  public int size() {
    return events.size();
  }

  /** Returns the revision of the change that has waited longest. */
  public long oldestRev() {
    Event first = events.get(0);
    return first.position().rev(first.shard());
  }

  /** Returns the approximate size of the messages. */
  public long bytes() {
    return bytes;
  }

  /** Returns the messages. Two threads may assemble them at the same time. */
  public Burst burst() {
    WeakReference<Burst> known = burst;
    Burst assembled = known == null ? null : known.get();
    if (assembled == null) {
      assembled = new Burst(events.stream().map(this::message).toList());
      burst = new WeakReference<>(assembled);
    }
    return assembled;
  }

  private byte[] message(Event event) {
    return GatewayMessages.event(subscriptionId, event.position(), event.change());
  }
}

package dev.tidegate.events;

import dev.tidegate.delivery.Burst;
import dev.tidegate.model.Position;
import java.util.ArrayList;
import java.util.List;

/** Events on their way to one stream or to many, encoded once. */
public final class EventBatch {
  /** What is written to a client before it is asked again whether it takes more. */
  private static final int MAX_BYTES = 32 << 10;

  private final Position before;
  private final List<Event> events;
  private final Burst burst;
  private final long bytes;

  /**
   * One change.
   *
   * @param position the place in the log after it
   */
  public record Event(int shard, Position position, byte[] message) {}

  private EventBatch(Position before, List<Event> events) {
    this.before = before;
    this.events = events;
    this.burst = new Burst(events.stream().map(Event::message).toList());
    this.bytes = events.stream().mapToLong(event -> event.message().length).sum();
  }

  /** Batches of a size that can be written at once. */
  public static List<EventBatch> of(Position before, List<Event> events) {
    List<EventBatch> batches = new ArrayList<>(1);
    Position start = before;
    int from = 0;
    int size = 0;
    for (int i = 0; i < events.size(); i++) {
      size += events.get(i).message().length;
      if (size >= MAX_BYTES || i + 1 == events.size()) {
        batches.add(new EventBatch(start, List.copyOf(events.subList(from, i + 1))));
        start = events.get(i).position();
        from = i + 1;
        size = 0;
      }
    }
    return batches;
  }

  /** The place in the log in front of them. */
  Position before() {
    return before;
  }

  public int size() {
    return events.size();
  }

  /** The revision of the change that has waited longest. */
  public long oldestRev() {
    Event first = events.get(0);
    return first.position().rev(first.shard());
  }

  long bytes() {
    return bytes;
  }

  public Burst burst() {
    return burst;
  }
}

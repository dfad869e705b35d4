package dev.tidegate.live;

import dev.tidegate.model.Change;
import dev.tidegate.model.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The streams of a loop that get the same bytes: same subscription id, collection and fields. */
final class EventGroup {
  private final EventEncoder encoder;
  private final Set<EventStream> streams = new LinkedHashSet<>(2);
  private List<EventBatch.Event> events = new ArrayList<>();

  EventGroup(EventEncoder encoder) {
    this.encoder = encoder;
  }

  void add(EventStream stream) {
    streams.add(stream);
  }

  /** Tells whether none is left. */
  boolean remove(EventStream stream) {
    streams.remove(stream);
    return streams.isEmpty();
  }

  Set<EventStream> streams() {
    return streams;
  }

  void take(Change change, int shard, Position position) {
    if (encoder.wants(change)) {
      events.add(encoder.event(change, shard, position));
    }
  }

  /** Hands what was taken to every stream. */
  void deliver(Position before, Position after) {
    EventBatch batch = new EventBatch(before, events);
    events = new ArrayList<>();
    streams.forEach(stream -> stream.offer(batch, after));
  }
}

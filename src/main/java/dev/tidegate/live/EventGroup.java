package dev.tidegate.live;

import dev.tidegate.events.EventBatch;
import dev.tidegate.events.EventEncoder;
import dev.tidegate.feed.ChangeBatch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The streams of a loop that get the same bytes: same subscription id, collection and fields. */
final class EventGroup {
  private final EventEncoder encoder;
  private final Set<EventStream> streams = new LinkedHashSet<>(2);

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

  void deliver(ChangeBatch batch) {
    List<EventBatch> events = batch.derive(encoder);
    streams.forEach(stream -> stream.offer(events));
  }
}

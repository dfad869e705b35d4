package dev.tidegate.events;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import java.util.Comparator;
import java.util.List;

/** Encoder of the events of one subscription id, collection, and projection. */
public record EventEncoder(String subscriptionId, ChangeEncoder changes)
    implements Comparable<EventEncoder> {
  private static final Comparator<EventEncoder> ORDER =
      Comparator.comparing(EventEncoder::subscriptionId).thenComparing(EventEncoder::changes);

  public EventEncoder(String subscriptionId, Collection collection, FieldSet fields) {
    this(subscriptionId, new ChangeEncoder(collection, fields));
  }

  /** Any order, for maps: clients choose ids of equal hash code. */
  @Override
  public int compareTo(EventEncoder other) {
    return ORDER.compare(this, other);
  }

  /** Returns the events of a batch of the feed; all event loops share them. */
  List<EventBatch> batches(ChangeBatch batch) {
    // Not within the function below: a map can't compute two values at once.
    List<EventBatch.Event> events = changes.events(batch);
    return batch.computeIfAbsent(this, encoder -> encoder.batches(batch.before(), events));
  }

  /** Returns these events in batches of a size that can be written at once. */
  List<EventBatch> batches(Position before, List<EventBatch.Event> events) {
    return EventBatch.of(subscriptionId, before, events);
  }
}

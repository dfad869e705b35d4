package dev.tidegate.events;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Makes the events of one subscription id and projection. */
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

  /** The events of a batch of the feed; all event loops share them. */
  public List<EventBatch> batches(ChangeBatch batch) {
    return batch.derive(new Batches(this, batch.derive(changes)));
  }

  /** Batches of a size that can be written at once. */
  public List<EventBatch> batches(Position before, List<EventBatch.Event> events) {
    return EventBatch.of(subscriptionId, before, events);
  }

  /** Equal for equal encoders: the encoded changes of a batch follow from them. */
  private record Batches(EventEncoder encoder, List<EventBatch.Event> events)
      implements Function<ChangeBatch, List<EventBatch>>, Comparable<Batches> {

    @Override
    public int compareTo(Batches other) {
      return encoder.compareTo(other.encoder);
    }

    @Override
    public List<EventBatch> apply(ChangeBatch batch) {
      return encoder.batches(batch.before(), events);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Batches batches && encoder.equals(batches.encoder);
    }

    @Override
    public int hashCode() {
      return encoder.hashCode();
    }
  }
}

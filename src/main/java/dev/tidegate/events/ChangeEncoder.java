package dev.tidegate.events;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.wire.ChangeJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Encoder of the changes of a collection for a projection, once for all subscriptions with these
 * fields. The messages of a subscription are assembled from the changes when they are sent.
 */
public record ChangeEncoder(Collection collection, FieldSet fields)
    implements Comparable<ChangeEncoder> {
  private static final Comparator<ChangeEncoder> ORDER =
      Comparator.comparing(ChangeEncoder::fields)
          .thenComparing(encoder -> encoder.collection().name());

  /** Any order, for maps: clients choose fields of equal hash code. */
  @Override
  public int compareTo(ChangeEncoder other) {
    return ORDER.compare(this, other);
  }

  boolean matches(Change change) {
    return change.key().collection().equals(collection.name());
  }

  EventBatch.Event event(Change change, int shard, Position position) {
    return new EventBatch.Event(shard, position, ChangeJson.change(collection, change, fields));
  }

  /** Returns the events of a batch of the feed; all event loops share them. */
  List<EventBatch.Event> events(ChangeBatch batch) {
    return batch.computeIfAbsent(this, encoder -> encoder.encode(batch));
  }

  private List<EventBatch.Event> encode(ChangeBatch batch) {
    Position before = batch.before();
    Shards shards = new Shards(before.shards());
    long[] revs = before.revs();
    List<EventBatch.Event> events = new ArrayList<>();
    for (Change change : batch.changes()) {
      int shard = shards.of(change.key());
      revs[shard] = change.rev();
      if (matches(change)) {
        events.add(event(change, shard, new Position(before.epoch(), revs)));
      }
    }
    return events;
  }
}

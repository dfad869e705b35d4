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
import java.util.function.Function;

/**
 * Encodes the changes of a collection for a projection, once for all subscriptions with these
 * fields. The messages of a subscription are assembled from it when they are sent.
 */
public record ChangeEncoder(Collection collection, FieldSet fields)
    implements Function<ChangeBatch, List<EventBatch.Event>>, Comparable<ChangeEncoder> {
  private static final Comparator<ChangeEncoder> ORDER =
      Comparator.comparing(ChangeEncoder::fields)
          .thenComparing(encoder -> encoder.collection().name());

  /** Any order, for maps: clients choose fields of equal hash code. */
  @Override
  public int compareTo(ChangeEncoder other) {
    return ORDER.compare(this, other);
  }

  public boolean wants(Change change) {
    return change.key().collection().equals(collection.name());
  }

  public EventBatch.Event event(Change change, int shard, Position position) {
    return new EventBatch.Event(shard, position, ChangeJson.change(collection, change, fields));
  }

  @Override
  public List<EventBatch.Event> apply(ChangeBatch batch) {
    Position before = batch.before();
    Shards shards = new Shards(before.shards());
    long[] revs = before.revs();
    List<EventBatch.Event> events = new ArrayList<>();
    for (Change change : batch.changes()) {
      int shard = shards.of(change.key());
      revs[shard] = change.rev();
      if (wants(change)) {
        events.add(event(change, shard, new Position(before.epoch(), revs)));
      }
    }
    return events;
  }
}

package dev.tidegate.events;

import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.wire.ChangeJson;
import dev.tidegate.wire.GatewayMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Encodes changes as the events of one subscription id and projection. */
public record EventEncoder(String subscriptionId, Collection collection, FieldSet fields)
    implements Function<ChangeBatch, List<EventBatch>> {

  public boolean wants(Change change) {
    return change.key().collection().equals(collection.name());
  }

  public EventBatch.Event event(Change change, int shard, Position position) {
    byte[] json = ChangeJson.change(collection, change, fields);
    return new EventBatch.Event(
        shard, position, GatewayMessages.event(subscriptionId, position, json));
  }

  @Override
  public List<EventBatch> apply(ChangeBatch batch) {
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
    return EventBatch.of(before, events);
  }
}

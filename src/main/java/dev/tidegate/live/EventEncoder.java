package dev.tidegate.live;

import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import dev.tidegate.wire.ChangeJson;
import dev.tidegate.wire.GatewayMessages;

/** Encodes changes as the events of one subscription id and projection. */
record EventEncoder(String subscriptionId, Collection collection, FieldSet fields) {

  boolean wants(Change change) {
    return change.key().collection().equals(collection.name());
  }

  EventBatch.Event event(Change change, int shard, Position position) {
    byte[] json = ChangeJson.change(collection, change, fields);
    return new EventBatch.Event(
        shard, position, GatewayMessages.event(subscriptionId, position, json));
  }
}

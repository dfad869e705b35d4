package dev.tidegate.events;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish to hear of every change of a collection, unmerged.
 *
 * @param since the place in the log after which to begin; {@code null} for now
 */
public record EverySubscription(
    String id, Collection collection, FieldSet fields, @Nullable Position since) {

  public EverySubscription from(Position position) {
    return new EverySubscription(id, collection, fields, position);
  }
}

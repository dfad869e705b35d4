package dev.tidegate.events;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * Subscription to every change of a collection, unmerged.
 *
 * @param since the position after which to start; {@code null} for now
 */
public record EverySubscription(
    String id, Collection collection, FieldSet fields, @Nullable Position since) {

  /** Returns the same subscription from another position. */
  public EverySubscription from(Position position) {
    return new EverySubscription(id, collection, fields, position);
  }
}

package dev.tidegate.delivery;

import dev.tidegate.model.ClientSets;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import java.util.Set;

/**
 * What a client asked to watch under one id.
 *
 * @param interval least milliseconds between two updates of one document
 */
public record Subscription(
    String id, Collection collection, Set<String> ids, FieldSet fields, long interval) {
  public Subscription {
    ids = ClientSets.copyOf(ids);
  }
}

package dev.tidegate.delivery;

import dev.tidegate.model.ClientSets;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import java.util.Set;

/**
 * Subscription of a client to documents, or to the members of a live query.
 *
 * @param ids of the documents; empty for a live query
 * @param interval minimum milliseconds between two updates of one document
 */
public record Subscription(
    String id, Collection collection, Set<String> ids, FieldSet fields, long interval) {
  public Subscription {
    ids = ClientSets.copyOf(ids);
  }
}

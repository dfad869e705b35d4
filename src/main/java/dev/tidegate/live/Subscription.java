package dev.tidegate.live;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import java.util.Set;

/**
 * What a client asked to watch under one id.
 *
 * @param interval least milliseconds between two updates of one document
 */
record Subscription(
    String id, Collection collection, Set<String> ids, FieldSet fields, long interval) {
  Subscription {
    ids = Set.copyOf(ids);
  }
}

package dev.tidegate.livequery;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.query.QueryDigest;

/**
 * Names a live query: the same for all who ask for the same.
 *
 * @param limit how many documents are wanted
 */
public record QueryKey(String collection, String digest, int limit) {

  public static QueryKey of(Collection collection, Query query, int limit) {
    return new QueryKey(collection.name(), QueryDigest.of(collection, query), limit);
  }
}

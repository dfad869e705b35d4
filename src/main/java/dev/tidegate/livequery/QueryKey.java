package dev.tidegate.livequery;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.query.QueryDigest;
import java.util.Comparator;

/**
 * Names a live query: the same for all who ask for the same.
 *
 * @param limit how many documents are wanted
 */
public record QueryKey(String collection, String digest, int limit)
    implements Comparable<QueryKey> {
  private static final Comparator<QueryKey> ORDER =
      Comparator.comparing(QueryKey::digest)
          .thenComparing(QueryKey::collection)
          .thenComparingInt(QueryKey::limit);

  public static QueryKey of(Collection collection, Query query, int limit) {
    return new QueryKey(collection.name(), QueryDigest.of(collection, query), limit);
  }

  @Override
  public int compareTo(QueryKey other) {
    return ORDER.compare(this, other);
  }
}

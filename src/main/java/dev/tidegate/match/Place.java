package dev.tidegate.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Place of a document in an order: its sort values, then its id.
 *
 * @param keys a {@code Double} or a {@code String} for each key of the sort; {@code null} if the
 *     document has no value, which comes last in either direction
 * @param descending for each key
 */
public record Place(@Nullable Object[] keys, List<Boolean> descending, String id)
    implements Comparable<Place> {

  @Override
  public int compareTo(Place other) {
    for (int i = 0; i < Math.min(keys.length, other.keys.length); i++) {
      int order = SortKey.compare(keys[i], other.keys[i], descending.get(i));
      if (order != 0) {
        return order;
      }
    }
    return id.compareTo(other.id);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place place && compareTo(place) == 0;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}

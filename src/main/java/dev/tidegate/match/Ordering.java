package dev.tidegate.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Query;
import dev.tidegate.model.Ranking;
import dev.tidegate.model.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a query. Only the index knows the relevance of a document, and returns it as a rank.
 * The keys that decide among equally relevant documents follow the rank, so their changes are
 * noticed.
 */
public final class Ordering {
  /** The rank of what the index has not ranked yet. */
  public static final int LAST = Integer.MAX_VALUE;

  private final boolean byRelevance;
  private final @Nullable Filter prefer;
  private final List<SortOrder> orders;
  private final List<Boolean> descending;

  public Ordering(Collection collection, Query query) {
    Ranking ranking = collection.ranking();
    this.byRelevance = query.sort().isEmpty() && query.text() != null;
    this.prefer = byRelevance ? ranking.prefer() : null;
    this.orders = byRelevance ? ranking.then() : query.sort();
    Stream<Boolean> directions = orders.stream().map(SortOrder::descending);
    this.descending =
        byRelevance
            ? Stream.concat(Stream.of(false, false), directions).toList()
            : directions.toList();
  }

  /** Returns whether the index alone knows the order. */
  public boolean isByRelevance() {
    return byRelevance;
  }

  /** The fields on which the order depends, besides those that the text is looked for in. */
  public FieldSet fields() {
    FieldSet sorted = FieldSet.of(orders.stream().map(SortOrder::field).toList());
    return prefer == null ? sorted : sorted.union(FieldSet.of(List.of(prefer.field())));
  }

  /**
   * The place of a document.
   *
   * @param rank where the order is by relevance
   */
  public Place of(Candidate document, int rank) {
    List<@Nullable Object> keys = new ArrayList<>(descending.size());
    if (byRelevance) {
      keys.add((double) rank);
      keys.add(prefer == null || FilterMatcher.holds(prefer, document) ? 0.0 : 1.0);
    }
    for (SortOrder order : orders) {
      keys.add(SortKey.of(document, order.field()));
    }
    return new Place(keys.toArray(), descending, document.id());
  }

  /**
   * Returns the place of a document that the index found. In an order by relevance, only the rank
   * counts.
   *
   * @param sortKey one value for each key of the sort, as the index returns them
   */
  public Place of(String id, List<JsonNode> sortKey, int rank) {
    if (byRelevance) {
      return new Place(new Object[] {(double) rank}, descending, id);
    }
    @Nullable Object[] keys = new Object[orders.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = SortKey.of(orders.get(i).field().type(), sortKey.get(i));
    }
    return new Place(keys, descending, id);
  }

  /** Returns whether a document comes behind a place, where the order is not by relevance. */
  public boolean isBehind(Candidate document, Place place) {
    for (int i = 0; i < orders.size(); i++) {
      SortOrder order = orders.get(i);
      int compared =
          SortKey.compare(SortKey.of(document, order.field()), place.keys()[i], order.descending());
      if (compared != 0) {
        return compared > 0;
      }
    }
    return document.id().compareTo(place.id()) > 0;
  }
}

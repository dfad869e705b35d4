package dev.tidegate.query;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Leniency;
import dev.tidegate.model.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page asked for.
 *
 * @param limit hits wanted, 1 to {@link #MAX_LIMIT}; 0 where only the rest of the page is
 * @param facets facetable fields to count over
 * @param cursor the {@code next} of the page before, or {@code null} for the first
 * @param highlight whether hits show where the text was found
 * @param relax whether words of the text are dropped if very few documents have all of them
 */
public record SearchQuery(
    Collection collection,
    Query query,
    int limit,
    List<Field> facets,
    @Nullable String cursor,
    boolean highlight,
    boolean relax) {

  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_LIMIT = 200;

  public SearchQuery {
    facets = List.copyOf(facets);
  }

  /** Returns the same page of a query with another leniency. */
  public SearchQuery with(Leniency leniency) {
    return new SearchQuery(
        collection, query.with(leniency), limit, facets, cursor, highlight, relax);
  }

  /** Returns a query for another page of the same. */
  public SearchQuery page(int otherLimit, @Nullable String otherCursor) {
    return new SearchQuery(collection, query, otherLimit, facets, otherCursor, highlight, relax);
  }
}

package dev.tidegate.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions and order of a search, without its limit and presentation.
 *
 * @param text the words wanted, as typed: {@code "a phrase"} and {@code -without} understood;
 *     {@code null} for all documents
 * @param filters all must hold
 * @param sort empty for relevance where there is a text, else by id; ties are broken by id
 * @param leniency tolerance for differences from the text
 * @param group the field of which each value has one document, the first in the order; {@code null}
 *     to find all documents
 */
public record Query(
    @Nullable String text,
    List<Filter> filters,
    List<SortOrder> sort,
    Leniency leniency,
    @Nullable Field group) {
  public Query {
    filters = List.copyOf(filters);
    sort = List.copyOf(sort);
  }

  /** Creates a query with the usual leniency. */
  public Query(
      @Nullable String text, List<Filter> filters, List<SortOrder> sort, @Nullable Field group) {
    this(text, filters, sort, Leniency.USUAL, group);
  }

  /** Creates a query for all documents, with the usual leniency. */
  public Query(@Nullable String text, List<Filter> filters, List<SortOrder> sort) {
    this(text, filters, sort, null);
  }

  /** Returns the same query with another leniency. */
  public Query with(Leniency other) {
    return new Query(text, filters, sort, other, group);
  }

  /** Returns the key of the group of a document; {@code null} if the query does not group. */
  public @Nullable String groupOf(DocumentState document) {
    return group == null ? null : GroupKey.of(group, document.key().id(), document.values());
  }

  /** Returns whether a document of these values meets every filter; the text is not looked at. */
  public boolean filtersMatch(Values values) {
    for (Filter filter : filters) {
      if (!filter.matches(values)) {
        return false;
      }
    }
    return true;
  }
}

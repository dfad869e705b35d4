package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.search.DocumentSearch.Without;
import java.util.Collection;
import java.util.List;

/**
 * The documents that a search leaves out, in Elasticsearch's terms. Facets count the pinned ones:
 * so the query finds them, and the filter behind the counting takes them out.
 */
public final class WithoutQueries {
  private final Without without;

  public WithoutQueries(Without without) {
    this.without = without;
  }

  public boolean hasPinned() {
    return !without.pinned().isEmpty();
  }

  /** Returns a query that finds what {@code text} finds, as relevant, and the pinned documents. */
  public Query orPinned(Query text) {
    return hasPinned()
        ? Query.of(
            q ->
                q.bool(
                    b ->
                        b.should(text, Scores.constant(ids(without.pinned()), 0))
                            .minimumShouldMatch("1")))
        : text;
  }

  /** Returns a query that finds what {@code filter} finds, without the pinned documents. */
  public Query withoutPinned(Query filter) {
    return hasPinned()
        ? Query.of(q -> q.bool(b -> b.filter(filter).mustNot(ids(without.pinned()))))
        : filter;
  }

  /** Returns the queries whose documents must not be found. */
  public List<Query> hidden() {
    return without.hidden().isEmpty() ? List.of() : List.of(ids(without.hidden()));
  }

  private static Query ids(Collection<String> ids) {
    return Query.of(q -> q.ids(i -> i.values(List.copyOf(ids))));
  }
}

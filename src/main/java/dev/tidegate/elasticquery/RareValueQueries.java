package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import dev.tidegate.search.Facet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of facets that have more than are listed: their number, and the counts of those that a
 * filter names. Few facets have so many, so they are counted in a second search.
 */
public final class RareValueQueries {
  /** The most that Elasticsearch takes. Up to here the number is exact, or nearly so. */
  private static final int PRECISE = 40_000;

  /** No field's name has a blank. */
  private static final String NAMED = "named of ";

  private final FacetQueries facets;
  private final Map<String, Facet.Terms> cut;

  /**
   * Creates queries.
   *
   * @param cut facets that have more values than these, by field name
   */
  public RareValueQueries(FacetQueries facets, Map<String, Facet.Terms> cut) {
    this.facets = facets;
    this.cut = cut;
  }

  public boolean isEmpty() {
    return cut.isEmpty();
  }

  public Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    cut.forEach(
        (name, facet) -> {
          aggregations.put(name, facets.among(name, distinct(name)));
          List<String> rare = facets.listed(name).rare(facet.values());
          if (!rare.isEmpty()) {
            aggregations.put(NAMED + name, facets.among(name, only(name, rare)));
          }
        });
    return aggregations;
  }

  private static Aggregation distinct(String name) {
    return Aggregation.of(a -> a.cardinality(c -> c.field(name).precisionThreshold(PRECISE)));
  }

  private Aggregation only(String name, List<String> values) {
    return facets
        .grouping()
        .counted(
            new Aggregation.Builder()
                .terms(t -> t.field(name).size(values.size()).include(i -> i.terms(values))));
  }

  /** The facets with all values that they list, and the number of the others. */
  public Map<String, Facet> read(Map<String, Facet> counted, Map<String, Aggregate> aggregates) {
    Map<String, Facet> all = new LinkedHashMap<>(counted);
    cut.forEach(
        (name, facet) -> {
          Map<String, Long> rare = new HashMap<>();
          if (aggregates.containsKey(NAMED + name)) {
            facets
                .strings(facets.values(aggregates, NAMED + name))
                .forEach(count -> rare.put(count.value(), count.count()));
          }
          long distinct = facets.values(aggregates, name).cardinality().value();
          all.put(name, facets.listed(name).facet(facet.values(), rare, distinct, facet.missing()));
        });
    return all;
  }
}

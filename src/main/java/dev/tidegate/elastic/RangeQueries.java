package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.aggregations.RangeBucket;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.search.Facet;
import dev.tidegate.search.Facet.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges of number facets. They depend on the values found, and so are counted in a second
 * search.
 */
final class RangeQueries {
  private final FacetQueries facets;
  private final Map<String, List<Double>> edges;

  /**
   * @param edges where ranges begin, by field name
   */
  RangeQueries(FacetQueries facets, Map<String, List<Double>> edges) {
    this.facets = facets;
    this.edges = edges;
  }

  boolean isEmpty() {
    return edges.isEmpty();
  }

  Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    edges.forEach((name, list) -> aggregations.put(name, facets.among(name, counting(name, list))));
    return aggregations;
  }

  /** The facets with their ranges. */
  Map<String, Facet> read(Map<String, Facet> counted, Map<String, Aggregate> aggregates) {
    Map<String, Facet> all = new LinkedHashMap<>(counted);
    all.replaceAll(
        (name, facet) ->
            facet instanceof Facet.Stats stats && aggregates.containsKey(name)
                ? stats.with(ranges(facets.field(name), facets.values(aggregates, name)))
                : facet);
    return all;
  }

  private static Aggregation counting(String name, List<Double> edges) {
    List<AggregationRange> ranges = new ArrayList<>();
    for (int i = 0; i + 1 < edges.size(); i++) {
      double from = edges.get(i);
      double to = edges.get(i + 1);
      ranges.add(AggregationRange.of(r -> r.from(from).to(to)));
    }
    return Aggregation.of(a -> a.range(r -> r.field(name).ranges(ranges)));
  }

  private static List<Range> ranges(Field field, Aggregate values) {
    boolean integers = field.type() == FieldType.LONG;
    List<Range> ranges = new ArrayList<>();
    for (RangeBucket bucket : values.range().buckets().array()) {
      Double from = bucket.from();
      Double to = bucket.to();
      if (from != null && to != null && bucket.docCount() > 0) {
        ranges.add(NiceRanges.range(from, to, bucket.docCount(), integers));
      }
    }
    return ranges;
  }
}

package dev.tidegate.elasticquery;

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
import java.util.Objects;

/**
 * The ranges of number facets. They depend on the values found, and so are counted in a second
 * search.
 */
public final class RangeQueries {
  private static final String GREATEST = "greatest";

  private final FacetQueries facets;
  private final Map<String, List<Double>> edges;

  /**
   * Creates queries.
   *
   * @param edges lower ends of the ranges and the end of the last one, by field name
   */
  public RangeQueries(FacetQueries facets, Map<String, List<Double>> edges) {
    this.facets = facets;
    this.edges = edges;
  }

  public boolean isEmpty() {
    return edges.isEmpty();
  }

  public Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    edges.forEach((name, list) -> aggregations.put(name, facets.among(name, counting(name, list))));
    return aggregations;
  }

  /** The facets with their ranges. */
  public Map<String, Facet> read(Map<String, Facet> counted, Map<String, Aggregate> aggregates) {
    Map<String, Facet> all = new LinkedHashMap<>(counted);
    all.replaceAll(
        (name, facet) ->
            facet instanceof Facet.Stats stats && aggregates.containsKey(name)
                ? stats.with(ranges(name, aggregates))
                : facet);
    return all;
  }

  private List<Range> ranges(String name, Map<String, Aggregate> aggregates) {
    List<Double> list = Objects.requireNonNull(edges.get(name), name);
    return ranges(facets.field(name), list, facets.values(aggregates, name));
  }

  /** Of integers, the end of a range is known. Of others, it is the greatest value within. */
  private Aggregation counting(String name, List<Double> list) {
    boolean integers = isInteger(facets.field(name));
    List<AggregationRange> ranges = new ArrayList<>();
    for (int i = 0; i + 1 < list.size(); i++) {
      AggregationRange.Builder range =
          new AggregationRange.Builder().key(String.valueOf(i)).from(list.get(i));
      // The last one is open: its end need not be a finite number.
      ranges.add((i + 2 < list.size() ? range.to(list.get(i + 1)) : range).build());
    }
    Aggregation.Builder.ContainerBuilder buckets =
        new Aggregation.Builder().range(r -> r.field(name).ranges(ranges));
    return facets
        .grouping()
        .counted(
            integers ? buckets : buckets.aggregations(GREATEST, a -> a.max(m -> m.field(name))));
  }

  private List<Range> ranges(Field field, List<Double> edges, Aggregate values) {
    List<Range> ranges = new ArrayList<>();
    for (RangeBucket bucket : values.range().buckets().array()) {
      if (bucket.docCount() > 0) {
        int place = Integer.parseInt(Objects.requireNonNull(bucket.key()));
        double to =
            isInteger(field)
                ? edges.get(place + 1) - 1
                : Objects.requireNonNull(
                    Objects.requireNonNull(bucket.aggregations().get(GREATEST)).max().value());
        // Zero may have a sign, which filters would mind.
        ranges.add(new Range(edges.get(place), to + 0.0, facets.grouping().count(bucket)));
      }
    }
    return ranges;
  }

  private static boolean isInteger(Field field) {
    return field.type() == FieldType.LONG;
  }
}

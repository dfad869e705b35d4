package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StatsAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.TermsAggregationCollectMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.util.NamedValue;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.search.Facet;
import dev.tidegate.search.ListedValues;
import dev.tidegate.search.NiceRanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facets in Elasticsearch's terms. Filters on facet fields come after the counting, in the
 * post-filter, so that each facet can leave out its own and apply those of the others. In groups,
 * the values with the most documents are chosen, and then ordered by the number of their groups.
 */
public final class FacetQueries {
  private static final String VALUES = "values";
  private static final String MISSING = "missing";

  /** No field's name has a blank. */
  private static final String QUANTILES = "quantiles of ";

  private final List<Field> facets;
  private final List<Filter> late;
  private final Grouping grouping;

  public FacetQueries(List<Field> facets, List<Filter> filters, Grouping grouping) {
    this.facets = facets;
    this.grouping = grouping;
    this.late = filters.stream().filter(filter -> facets.contains(filter.field())).toList();
  }

  /** The filters that apply to hits, but not to every facet. */
  public List<Filter> late() {
    return late;
  }

  public Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    for (Field facet : facets) {
      aggregations.put(
          facet.name(),
          among(facet.name(), Map.of(VALUES, counting(facet), MISSING, missing(facet))));
      if (facet.type().isNumber()) {
        aggregations.put(QUANTILES + facet.name(), among(facet.name(), quantiles(facet)));
      }
    }
    return aggregations;
  }

  /** Counts in the documents that this facet's own filter does not choose. */
  public Aggregation among(String facet, Aggregation counting) {
    return among(facet, Map.of(VALUES, counting));
  }

  private Aggregation among(String facet, Map<String, Aggregation> counting) {
    Query others = all(late.stream().filter(f -> !f.field().name().equals(facet)).toList());
    return Aggregation.of(a -> a.filter(others).aggregations(counting));
  }

  public Grouping grouping() {
    return grouping;
  }

  public Field field(String facet) {
    return facets.stream().filter(field -> field.name().equals(facet)).findFirst().orElseThrow();
  }

  public ListedValues listed(String facet) {
    return ListedValues.of(field(facet), late);
  }

  /** Returns the counts of {@link #among} for a name. */
  public Aggregate values(Map<String, Aggregate> aggregates, String name) {
    return part(aggregates, name, VALUES);
  }

  private static Aggregate part(Map<String, Aggregate> aggregates, String name, String part) {
    Aggregate filtered = Objects.requireNonNull(aggregates.get(name), name);
    return Objects.requireNonNull(filtered.filter().aggregations().get(part), name);
  }

  public Map<String, Facet> read(Map<String, Aggregate> aggregates) {
    Map<String, Facet> read = new LinkedHashMap<>();
    for (Field facet : facets) {
      if (aggregates.containsKey(facet.name())) {
        long missing = grouping.count(part(aggregates, facet.name(), MISSING).filter());
        read.put(facet.name(), facet(facet, values(aggregates, facet.name()), missing));
      }
    }
    return read;
  }

  /** The facets of which not all values were counted. */
  public RareValueQueries rareValues(
      Map<String, Facet> counted, Map<String, Aggregate> aggregates) {
    Map<String, Facet.Terms> cut = new LinkedHashMap<>();
    counted.forEach(
        (name, facet) -> {
          if (facet instanceof Facet.Terms terms && isCut(values(aggregates, name))) {
            cut.put(name, new Facet.Terms(strings(values(aggregates, name)), terms.missing(), 0));
          }
        });
    return new RareValueQueries(this, cut);
  }

  private static boolean isCut(Aggregate values) {
    Long others = values.isSterms() ? values.sterms().sumOtherDocCount() : null;
    return others != null && others > 0;
  }

  /** The ranges that suit what was counted; none for facets without numbers. */
  public RangeQueries ranges(Map<String, Facet> counted, Map<String, Aggregate> aggregates) {
    Map<String, List<Double>> edges = new LinkedHashMap<>();
    counted.forEach(
        (name, facet) -> {
          if (facet instanceof Facet.Stats stats && aggregates.containsKey(QUANTILES + name)) {
            Double min = stats.min();
            Double max = stats.max();
            if (min != null && max != null) {
              boolean integers = field(name).type() == FieldType.LONG;
              List<Double> quantiles =
                  values(aggregates, QUANTILES + name)
                      .tdigestPercentiles()
                      .values()
                      .array()
                      .stream()
                      .map(percentile -> Objects.requireNonNullElse(percentile.value(), min))
                      .toList();
              edges.put(name, NiceRanges.edges(min, max, quantiles, integers));
            }
          }
        });
    return new RangeQueries(this, edges);
  }

  /** A query that all the filters together make. */
  public static Query all(List<Filter> filters) {
    return Query.of(q -> q.bool(b -> b.filter(filters.stream().map(FilterQueries::of).toList())));
  }

  /** Only the buckets that remain are counted in groups: there may be very many values. */
  private Aggregation counting(Field field) {
    return field.type().isOrdinal()
        ? Aggregation.of(a -> a.stats(s -> s.field(field.name())))
        : grouping.counted(
            new Aggregation.Builder()
                .terms(
                    t ->
                        t.field(field.name())
                            .size(ListedValues.MOST)
                            .collectMode(TermsAggregationCollectMode.BreadthFirst)
                            .order(
                                NamedValue.of("_count", SortOrder.Desc),
                                NamedValue.of("_key", SortOrder.Asc))));
  }

  /** The documents that the filter {@code !*} finds. */
  private Aggregation missing(Field field) {
    return grouping.counted(
        new Aggregation.Builder()
            .filter(FilterQueries.of(new Filter.Not(new Filter.Exists(field)))));
  }

  private static Aggregation quantiles(Field field) {
    return Aggregation.of(
        a -> a.percentiles(p -> p.field(field.name()).keyed(false).percents(NiceRanges.PERCENTS)));
  }

  private Facet facet(Field field, Aggregate values, long missing) {
    if (field.type().isOrdinal()) {
      var stats = values.stats();
      return stats.count() == 0
          ? new Facet.Stats(null, null, null, missing)
          : statistics(stats, missing);
    }
    List<Facet.Count> counts =
        field.type() == FieldType.BOOLEAN ? booleans(values) : strings(values);
    return ListedValues.of(field, late).facet(counts, Map.of(), counts.size(), missing);
  }

  /**
   * Elasticsearch adds the values as doubles: the sum may be too large for one, and the average of
   * equal values a little beside them.
   */
  private static Facet statistics(StatsAggregate stats, long missing) {
    Double min = stats.min();
    Double max = stats.max();
    Double average = stats.avg();
    if (min == null || max == null || average == null || !Double.isFinite(average)) {
      return new Facet.Stats(min, max, null, missing);
    }
    return new Facet.Stats(min, max, Math.clamp(average, min, max), missing);
  }

  public List<Facet.Count> strings(Aggregate values) {
    // Of a field that no document has, Elasticsearch does not know the values' type.
    return values.isSterms()
        ? values.sterms().buckets().array().stream()
            .map(bucket -> new Facet.Count(bucket.key().stringValue(), grouping.count(bucket)))
            .toList()
        : List.of();
  }

  private List<Facet.Count> booleans(Aggregate values) {
    return values.isLterms()
        ? values.lterms().buckets().array().stream()
            .map(bucket -> new Facet.Count(text(bucket.keyAsString()), grouping.count(bucket)))
            .toList()
        : List.of();
  }

  private static String text(@Nullable String key) {
    return String.valueOf(key);
  }
}

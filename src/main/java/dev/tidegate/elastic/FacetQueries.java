package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.search.Facet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facets in Elasticsearch's terms. Filters on facet fields come after the counting, in the
 * post-filter, so that each facet can leave out its own and apply those of the others.
 */
final class FacetQueries {
  private static final String VALUES = "values";
  private static final int MAX_VALUES = 100;

  private final List<Field> facets;
  private final List<Filter> late;

  FacetQueries(List<Field> facets, List<Filter> filters) {
    this.facets = facets;
    this.late = filters.stream().filter(filter -> facets.contains(filter.field())).toList();
  }

  /** The filters that apply to hits, but not to every facet. */
  List<Filter> late() {
    return late;
  }

  Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    for (Field facet : facets) {
      Query others = all(late.stream().filter(filter -> !filter.field().equals(facet)).toList());
      aggregations.put(
          facet.name(),
          Aggregation.of(a -> a.filter(others).aggregations(VALUES, counting(facet))));
    }
    return aggregations;
  }

  Map<String, Facet> read(Map<String, Aggregate> aggregates) {
    Map<String, Facet> read = new LinkedHashMap<>();
    for (Field facet : facets) {
      Aggregate filtered = aggregates.get(facet.name());
      Aggregate values = filtered == null ? null : filtered.filter().aggregations().get(VALUES);
      if (values != null) {
        read.put(facet.name(), facet(facet, values));
      }
    }
    return read;
  }

  /** A query that all the filters together make. */
  static Query all(List<Filter> filters) {
    return Query.of(q -> q.bool(b -> b.filter(filters.stream().map(FilterQueries::of).toList())));
  }

  private static Aggregation counting(Field field) {
    return field.type().isOrdinal()
        ? Aggregation.of(a -> a.stats(s -> s.field(field.name())))
        : Aggregation.of(a -> a.terms(t -> t.field(field.name()).size(MAX_VALUES)));
  }

  private static Facet facet(Field field, Aggregate values) {
    if (field.type().isOrdinal()) {
      var stats = values.stats();
      return stats.count() == 0
          ? new Facet.Stats(null, null, null)
          : new Facet.Stats(stats.min(), stats.max(), stats.avg());
    }
    return new Facet.Terms(field.type() == FieldType.BOOLEAN ? booleans(values) : strings(values));
  }

  private static List<Facet.Count> strings(Aggregate values) {
    // Of a field that no document has, Elasticsearch does not know the values' type.
    return values.isSterms()
        ? values.sterms().buckets().array().stream()
            .map(bucket -> new Facet.Count(bucket.key().stringValue(), bucket.docCount()))
            .toList()
        : List.of();
  }

  private static List<Facet.Count> booleans(Aggregate values) {
    return values.isLterms()
        ? values.lterms().buckets().array().stream()
            .map(bucket -> new Facet.Count(text(bucket.keyAsString()), bucket.docCount()))
            .toList()
        : List.of();
  }

  private static String text(@Nullable String key) {
    return String.valueOf(key);
  }
}

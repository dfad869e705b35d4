package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.UntypedRangeQuery;
import co.elastic.clients.json.JsonData;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import java.util.List;
import java.util.stream.Stream;

/** Filters in Elasticsearch's terms. */
public final class FilterQueries {
  private FilterQueries() {}

  public static Query of(Filter filter) {
    return switch (filter) {
      case Filter.Terms terms -> anyOf(terms.field(), terms.values().stream().map(FieldValue::of));
      case Filter.Numbers numbers ->
          anyOf(
              numbers.field(),
              numbers.values().stream().map(value -> number(numbers.field(), value)));
      case Filter.Range range -> range(range);
      case Filter.Exists exists -> exists(exists.field());
      case Filter.AnyOf any ->
          Query.of(
              q -> q.bool(b -> b.should(any.filters().stream().map(FilterQueries::of).toList())));
      case Filter.Not not -> Query.of(q -> q.bool(b -> b.mustNot(of(not.filter()))));
    };
  }

  /** Finds the documents that have one of these values in a field of the index. */
  public static Query terms(String name, List<String> values) {
    List<FieldValue> list = values.stream().map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field(name).terms(v -> v.value(list))));
  }

  private static Query anyOf(Field field, Stream<FieldValue> values) {
    List<FieldValue> list = values.toList();
    return Query.of(q -> q.terms(t -> t.field(field.name()).terms(v -> v.value(list))));
  }

  /** The index notes the fields of which it ignored a value, such as a very long keyword. */
  private static Query exists(Field field) {
    Query indexed = Query.of(q -> q.exists(e -> e.field(field.name())));
    Query ignored = Query.of(q -> q.term(t -> t.field("_ignored").value(field.name())));
    return field.type() == FieldType.KEYWORD
        ? Query.of(q -> q.bool(b -> b.should(indexed, ignored)))
        : indexed;
  }

  private static Query range(Filter.Range range) {
    Field field = range.field();
    Bound lower = range.lower();
    Bound upper = range.upper();
    UntypedRangeQuery.Builder query = new UntypedRangeQuery.Builder().field(field.name());
    if (lower != null) {
      JsonData value = json(field, lower.value());
      query = lower.inclusive() ? query.gte(value) : query.gt(value);
    }
    if (upper != null) {
      JsonData value = json(field, upper.value());
      query = upper.inclusive() ? query.lte(value) : query.lt(value);
    }
    return query.build()._toRangeQuery()._toQuery();
  }

  private static FieldValue number(Field field, double value) {
    return field.type() == FieldType.DOUBLE ? FieldValue.of(value) : FieldValue.of((long) value);
  }

  private static JsonData json(Field field, double value) {
    return field.type() == FieldType.DOUBLE ? JsonData.of(value) : JsonData.of((long) value);
  }
}

package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.MultiBucketBase;
import co.elastic.clients.elasticsearch._types.aggregations.SingleBucketAggregateBase;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.search.FieldCollapse;
import dev.tidegate.model.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a query in Elasticsearch's terms: documents collapse, and counts are numbers of
 * distinct group keys. Without a group, nothing collapses and documents are counted.
 *
 * @param key the name of the group keys in the index; {@code null} without a group
 */
public record Grouping(@Nullable String key) {
  public static final Grouping NONE = new Grouping(null);

  /** No field's name has a blank. */
  private static final String TOTAL = "all groups";

  private static final String GROUPS = "groups";

  /** The greatest that Elasticsearch accepts. Up to there, counts are nearly exact. */
  private static final int TOTAL_PRECISION = 40_000;

  /** A count takes up to 32 KiB, and a facet has a hundred. */
  private static final int BUCKET_PRECISION = 4_000;

  public static Grouping of(@Nullable Field group) {
    return group == null ? NONE : new Grouping(IndexMapping.group(group));
  }

  public boolean isNone() {
    return key == null;
  }

  public FieldCollapse collapse() {
    return FieldCollapse.of(c -> c.field(required()));
  }

  /** Finds the documents of groups. */
  public Query anyOf(Set<String> groups) {
    return FilterQueries.terms(required(), List.copyOf(groups));
  }

  /**
   * Counts the groups that are found.
   *
   * @param late what also chooses among them
   */
  public Map<String, Aggregation> total(Query late) {
    return Map.of(
        TOTAL, Aggregation.of(a -> a.filter(late).aggregations(GROUPS, count(TOTAL_PRECISION))));
  }

  public long total(Map<String, Aggregate> aggregates) {
    Aggregate filtered = aggregates.get(TOTAL);
    return filtered == null ? 0 : groups(filtered.filter().aggregations());
  }

  /** Has each bucket of an aggregation counted. */
  public Aggregation counted(Aggregation.Builder.ContainerBuilder buckets) {
    return isNone()
        ? buckets.build()
        : buckets.aggregations(GROUPS, count(BUCKET_PRECISION)).build();
  }

  /** Returns the number of groups, or documents, in a bucket of {@link #counted}. */
  public long count(MultiBucketBase bucket) {
    return isNone() ? bucket.docCount() : groups(bucket.aggregations());
  }

  /** Returns the number of groups, or documents, of a filter of {@link #counted}. */
  public long count(SingleBucketAggregateBase bucket) {
    return isNone() ? bucket.docCount() : groups(bucket.aggregations());
  }

  private Aggregation count(int precision) {
    return Aggregation.of(
        a -> a.cardinality(c -> c.field(required()).precisionThreshold(precision)));
  }

  private String required() {
    return Objects.requireNonNull(key, "the query groups");
  }

  private static long groups(Map<String, Aggregate> aggregates) {
    return Objects.requireNonNull(aggregates.get(GROUPS), GROUPS).cardinality().value();
  }
}

package dev.tidegate.elastic;

import dev.tidegate.elastic.LiveIndices.Live;
import dev.tidegate.elasticquery.IndexMapping;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.GroupKey;
import dev.tidegate.model.Query;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.model.SortOrder;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.text.LeadingText;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Search within the fields that the index contains. While an index for a changed schema is under
 * construction, the former index answers the requests that it can, and the others fail as
 * unavailable.
 */
final class CoveredSearch implements DocumentSearch {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final DocumentSearch search;
  private final LiveIndices live;

  CoveredSearch(DocumentSearch search, LiveIndices live) {
    this.search = search;
    this.live = live;
  }

  @Override
  public Future<Found> find(Request request) {
    String obstacle = obstacle(request.collection(), seen -> missing(seen, request));
    return obstacle == null ? search.find(request) : unavailable(obstacle);
  }

  @Override
  public Future<List<Match>> bestOf(Request request, Set<String> groups, Set<String> without) {
    String obstacle = obstacle(request.collection(), seen -> missing(seen, request));
    return obstacle == null ? search.bestOf(request, groups, without) : unavailable(obstacle);
  }

  @Override
  public Future<String> pin(Collection collection) {
    return search.pin(collection);
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    Field leading = LeadingText.of(collection);
    String obstacle =
        obstacle(
            collection, seen -> leading == null || hasWords(seen, leading) ? null : leading.name());
    return obstacle == null ? search.complete(collection, typed, limit) : unavailable(obstacle);
  }

  @Override
  public Future<List<Integer>> dispensable(Collection collection, Query query) {
    return search.dispensable(collection, query);
  }

  @Override
  public Future<Void> refresh(Collection collection, Set<String> building) {
    return search.refresh(collection, building);
  }

  /** Returns the reason why a request can't be answered now; {@code null} if it can. */
  private @Nullable String obstacle(
      Collection collection, Function<Live, @Nullable String> missing) {
    Live seen = live.get(collection);
    if (seen == null || seen.isCurrent()) {
      return null;
    }
    String conflict = seen.found().conflict();
    if (conflict != null) {
      return conflict;
    }
    String name = missing.apply(seen);
    return name == null
        ? null
        : "the index for the changed schema is not complete yet, and the former one lacks " + name;
  }

  /** Returns a part of the request that the index does not contain. */
  private static @Nullable String missing(Live seen, Request request) {
    Query query = request.query();
    for (Filter filter : query.filters()) {
      if (!hasValues(seen, filter.field())) {
        return filter.field().name();
      }
    }
    for (SortOrder order : query.sort()) {
      if (!seen.covered().field(order.field().ordinal()).sortable()) {
        return order.field().name();
      }
    }
    Field group = query.group();
    if (group != null && !GroupKey.isFor(seen.covered().field(group.ordinal()))) {
      return "the groups by " + group.name();
    }
    for (Field facet : request.facets()) {
      if (!hasValues(seen, facet)) {
        return facet.name();
      }
    }
    boolean words =
        query.text() == null || seen.covered().fields().stream().anyMatch(IndexMapping::hasWords);
    return words ? null : "the words for q";
  }

  private static boolean hasValues(Live seen, Field field) {
    return IndexMapping.hasValues(seen.covered().field(field.ordinal()));
  }

  private static boolean hasWords(Live seen, Field field) {
    return IndexMapping.hasWords(seen.covered().field(field.ordinal()));
  }

  private static <T> Future<T> unavailable(String obstacle) {
    return Future.failedFuture(new SearchUnavailableException(obstacle, RETRY_AFTER));
  }
}

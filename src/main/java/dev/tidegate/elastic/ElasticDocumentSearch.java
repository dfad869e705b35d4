package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.elasticquery.FacetQueries;
import dev.tidegate.elasticquery.Grouping;
import dev.tidegate.elasticquery.RangeQueries;
import dev.tidegate.elasticquery.RareValueQueries;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import dev.tidegate.search.CursorExpiredException;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.GroupWalk;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds ids. They come as the last sort value, so that the index need not fetch anything; of a
 * query that groups, the key of the group follows.
 *
 * <p>Groups are what Elasticsearch collapses. It can't continue such a search behind a sort key. In
 * a pinned state the order of the groups is fixed, so that the number of groups before a page is as
 * good: a match has it behind its sort key. Elasticsearch skips and finds {@link #WINDOW} groups at
 * most, which bounds its work for a page. Groups behind these are found by a {@link GroupWalk}.
 */
final class ElasticDocumentSearch implements DocumentSearch {
  /** Bound of the hits that Elasticsearch skips and finds: {@code index.max_result_window}. */
  private static final int WINDOW = 10_000;

  /** Documents that one step of a {@link GroupWalk} examines. */
  private static final int CANDIDATES = 1_000;

  private final ElasticClient client;
  private final IndexNames names;
  private final PointsInTime points;
  private final Admission admission;
  private final SearchRequests requests;
  private final Searches searches;
  private final CompletionSearch completions;
  private final DispensableWords dispensableWords;

  ElasticDocumentSearch(
      ElasticClient client,
      IndexNames names,
      TextAnalyzer analyzer,
      PointsInTime points,
      Admission admission) {
    this.client = client;
    this.names = names;
    this.points = points;
    this.admission = admission;
    this.requests = new SearchRequests(names, analyzer, points.keepAlive());
    this.searches = new Searches(client, admission);
    this.completions = new CompletionSearch(searches, requests, analyzer);
    this.dispensableWords = new DispensableWords(searches, requests, analyzer);
  }

  @Override
  public Future<Found> find(Request request) {
    long before = groupsBefore(request);
    if (before < 0) {
      return Future.failedFuture(foreignCursor());
    }
    Grouping grouping = Grouping.of(request.query().group());
    FacetQueries facets = new FacetQueries(request.facets(), request.query().filters(), grouping);
    boolean walked = before + request.size() > WINDOW;
    return searches
        .send(
            request.query(),
            walked
                ? requests.counts(request, facets)
                : requests.page(request, facets, (int) before))
        .compose(response -> ownCursor(request, response).map(response))
        .compose(
            response -> {
              Found found =
                  new Found(
                      total(grouping, response),
                      SortedMatches.of(response, request.collection(), request.query(), before),
                      facets.read(response.aggregations()),
                      response.pitId());
              RangeQueries ranges = facets.ranges(found.facets(), response.aggregations());
              RareValueQueries rare = facets.rareValues(found.facets(), response.aggregations());
              return ranges.isEmpty() && rare.isEmpty()
                  ? Future.succeededFuture(found)
                  : searches
                      .send(request.query(), requests.details(request, facets, ranges, rare))
                      .map(counted -> with(found, ranges, rare, counted));
            })
        .compose(found -> walked ? walk(request, found) : Future.succeededFuture(found))
        .recover(failure -> Future.failedFuture(translate(request, failure)));
  }

  /** Returns how many groups precede a page; -1 for a place that no match had. */
  private static long groupsBefore(Request request) {
    List<JsonNode> after = request.after();
    if (request.query().group() == null || after == null) {
      return 0;
    }
    JsonNode passed = after.getLast();
    return passed.isIntegralNumber() && passed.canConvertToInt() && passed.intValue() >= 0
        ? passed.intValue() + 1L
        : -1;
  }

  private static long total(Grouping grouping, SearchResponse<Void> response) {
    TotalHits total = response.hits().total();
    return grouping.isNone()
        ? total == null ? 0 : total.value()
        : grouping.total(response.aggregations());
  }

  private Future<Found> walk(Request request, Found counted) {
    GroupWalk.Lookup lookup =
        new GroupWalk.Lookup() {
          @Override
          public Future<List<Match>> behind(List<JsonNode> place, int size, Set<String> without) {
            List<JsonNode> sortKey = place.subList(0, place.size() - 1);
            return matches(request, requests.behind(request, sortKey, size, without));
          }

          @Override
          public Future<List<Match>> bestOf(Set<String> groups) {
            return matches(request, requests.bestOf(request, groups, Set.of()));
          }
        };
    return new GroupWalk(lookup, CANDIDATES, request.size())
        .from(Objects.requireNonNull(request.after(), "a walk begins behind a page"))
        .map(
            result ->
                new Found(
                    counted.total(),
                    result.matches(),
                    counted.facets(),
                    counted.pin(),
                    result.examined()));
  }

  @Override
  public Future<List<Match>> bestOf(Request request, Set<String> groups, Set<String> without) {
    return matches(request, requests.bestOf(request, groups, without))
        .recover(failure -> Future.failedFuture(translate(request, failure)));
  }

  /** Finds matches of which it is not known how many groups precede them: more than fit. */
  private Future<List<Match>> matches(Request request, SearchRequest search) {
    return searches
        .send(request.query(), search)
        .map(found -> SortedMatches.of(found, request.collection(), request.query(), WINDOW));
  }

  /**
   * Checks that a pinned state is one of the request's collection: a point in time answers
   * regardless of the collection. A page without hits shows nothing of where it comes from, so that
   * any document of the state is looked at.
   */
  private Future<Void> ownCursor(Request request, SearchResponse<Void> response) {
    String pin = request.pin();
    if (pin == null) {
      return Future.succeededFuture();
    }
    if (!response.hits().hits().isEmpty()) {
      return checkOwner(request.collection(), response);
    }
    SearchRequest any =
        requests.base(request.collection(), 1, pin).trackTotalHits(t -> t.enabled(false)).build();
    return searches.send(any).compose(found -> checkOwner(request.collection(), found));
  }

  private Future<Void> checkOwner(Collection collection, SearchResponse<Void> response) {
    boolean own =
        response.hits().hits().stream().allMatch(hit -> names.isOwn(collection, hit.index()));
    return own ? Future.succeededFuture() : Future.failedFuture(foreignCursor());
  }

  private static InvalidInputException foreignCursor() {
    return new InvalidInputException(
        ErrorCode.INVALID_PARAMETER, "cursor", "is not the next of a search response");
  }

  private static Found with(
      Found found, RangeQueries ranges, RareValueQueries rare, SearchResponse<Void> counted) {
    return new Found(
        found.total(),
        found.matches(),
        rare.read(ranges.read(found.facets(), counted.aggregations()), counted.aggregations()),
        counted.pitId());
  }

  @Override
  public Future<String> pin(Collection collection) {
    return admission
        .call(() -> points.get(collection))
        .recover(failure -> Future.failedFuture(Searches.translate(failure)));
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    return completions.find(collection, typed, limit);
  }

  @Override
  public Future<List<Integer>> dispensable(Collection collection, Query query) {
    return dispensableWords.find(collection, query);
  }

  @Override
  public Future<Void> refresh(Collection collection, Set<String> building) {
    return client
        .call(es -> es.indices().refresh(r -> r.index(names.alias(collection))))
        .compose(done -> building.isEmpty() ? Future.succeededFuture() : refresh(building))
        .recover(failure -> Future.failedFuture(Searches.translate(failure)));
  }

  /** One may be given up at any time. */
  private Future<Void> refresh(Set<String> indices) {
    return client
        .call(
            es -> es.indices().refresh(r -> r.index(List.copyOf(indices)).ignoreUnavailable(true)))
        .mapEmpty();
  }

  private Throwable translate(Request request, Throwable failure) {
    String pin = request.pin();
    if (failure instanceof ElasticsearchException refusal) {
      if (pin != null && refusal.status() == 404) {
        points.lost(request.collection(), pin);
        return new CursorExpiredException();
      }
      if ((pin != null || request.after() != null) && refusal.status() == 400) {
        return foreignCursor();
      }
    }
    return Searches.translate(failure);
  }
}

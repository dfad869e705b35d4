package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.elasticquery.CompletionQueries;
import dev.tidegate.elasticquery.FacetQueries;
import dev.tidegate.elasticquery.FilterQueries;
import dev.tidegate.elasticquery.Grouping;
import dev.tidegate.elasticquery.RangeQueries;
import dev.tidegate.elasticquery.RareValueQueries;
import dev.tidegate.elasticquery.SortKeys;
import dev.tidegate.elasticquery.TextQueries;
import dev.tidegate.model.Collection;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Field;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.CursorExpiredException;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.GroupWalk;
import dev.tidegate.search.QueryTooExpensiveException;
import dev.tidegate.search.Relaxation;
import dev.tidegate.text.LeadingText;
import dev.tidegate.text.QueryWords;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
  /** Documents that are looked at for words to drop: more than those that have all words. */
  private static final int EXAMINED = 32;

  /**
   * Most words of all searches under way in which typing errors are tolerated. Each needs about 1
   * MB of the memory that Elasticsearch allows for requests, 60 % of its heap by default.
   */
  static final int MAX_COST = 64;

  /** Bound of the hits that Elasticsearch skips and finds: {@code index.max_result_window}. */
  private static final int WINDOW = 10_000;

  /** Documents that one step of a {@link GroupWalk} examines. */
  private static final int CANDIDATES = 1_000;

  private static final Query BY_RELEVANCE = new Query("", List.of(), List.of());

  private final ElasticClient client;
  private final IndexNames names;
  private final TextAnalyzer analyzer;
  private final PointsInTime points;
  private final Admission admission;
  private final SearchRequests requests;

  ElasticDocumentSearch(
      ElasticClient client,
      IndexNames names,
      TextAnalyzer analyzer,
      PointsInTime points,
      Admission admission) {
    this.analyzer = analyzer;
    this.client = client;
    this.names = names;
    this.points = points;
    this.admission = admission;
    this.requests = new SearchRequests(names, analyzer, points.keepAlive());
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
    return search(
            cost(request.query()),
            walked
                ? requests.counts(request, facets)
                : requests.page(request, facets, (int) before))
        .compose(response -> ownCursor(request, response).map(response))
        .compose(
            response -> {
              Found found =
                  new Found(
                      total(grouping, response),
                      matches(response, request.collection(), request.query(), before),
                      facets.read(response.aggregations()),
                      response.pitId());
              RangeQueries ranges = facets.ranges(found.facets(), response.aggregations());
              RareValueQueries rare = facets.rareValues(found.facets(), response.aggregations());
              return ranges.isEmpty() && rare.isEmpty()
                  ? Future.succeededFuture(found)
                  : search(cost(request.query()), requests.details(request, facets, ranges, rare))
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
    return search(cost(request.query()), search)
        .map(found -> matches(found, request.collection(), request.query(), WINDOW));
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
    return search(any).compose(found -> checkOwner(request.collection(), found));
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
        .recover(failure -> Future.failedFuture(absent(failure)));
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    Field leading = LeadingText.of(collection);
    List<String> words = analyzer.words(typed);
    if (leading == null || words.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    CompletionQueries completing = new CompletionQueries(collection, leading);
    return ids(collection, completing.right(words), limit)
        .compose(
            ids ->
                ids.isEmpty()
                    ? misspelt(collection, completing.misspelt(words), limit)
                    : Future.succeededFuture(ids))
        .recover(failure -> Future.failedFuture(absent(failure)));
  }

  /** None if the index does not have the memory to tolerate typing errors. */
  private Future<List<String>> misspelt(
      Collection collection,
      co.elastic.clients.elasticsearch._types.query_dsl.Query query,
      int limit) {
    return ids(collection, query, limit)
        .recover(
            failure ->
                failure instanceof QueryTooExpensiveException
                    ? Future.succeededFuture(List.of())
                    : Future.failedFuture(failure));
  }

  private Future<List<String>> ids(
      Collection collection,
      co.elastic.clients.elasticsearch._types.query_dsl.Query query,
      int limit) {
    SearchRequest request =
        requests
            .base(collection, limit, null)
            .query(query)
            .sort(SortKeys.orders(collection, BY_RELEVANCE))
            .trackTotalHits(t -> t.enabled(false))
            .build();
    return search(request)
        .map(found -> matches(found, collection, BY_RELEVANCE, 0).stream().map(Match::id).toList());
  }

  @Override
  public Future<List<Integer>> dispensable(Collection collection, Query query) {
    String text = query.text();
    TextQuery parsed = text == null ? null : TextQuery.of(text, query.leniency());
    co.elastic.clients.elasticsearch._types.query_dsl.Query most =
        parsed == null ? null : new TextQueries(collection, analyzer).most(parsed);
    if (parsed == null || most == null) {
      return Future.succeededFuture(List.of());
    }
    BoolQuery.Builder matching = new BoolQuery.Builder().must(most);
    query.filters().forEach(filter -> matching.filter(FilterQueries.of(filter)));
    SearchRequest best =
        requests
            .base(collection, EXAMINED, null)
            .query(matching.build()._toQuery())
            .sort(SortKeys.orders(collection, BY_RELEVANCE))
            .trackTotalHits(t -> t.enabled(false))
            .build();
    return search(cost(query), best)
        .map(found -> Relaxation.dispensable(places(parsed), wordsOf(found)))
        .recover(failure -> Future.failedFuture(absent(failure)));
  }

  /** For each document found, places of the words that it has. */
  private static List<Set<Integer>> wordsOf(SearchResponse<Void> found) {
    return found.hits().hits().stream()
        .map(
            hit ->
                hit.matchedQueries().keySet().stream()
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet()))
        .toList();
  }

  /** Places of words. Signs are no words. */
  private Set<Integer> places(TextQuery text) {
    Set<Integer> places = new TreeSet<>();
    for (int i = 0; i < text.words().size(); i++) {
      if (!analyzer.words(text.words().get(i)).isEmpty()) {
        places.add(i);
      }
    }
    return places;
  }

  @Override
  public Future<Void> refresh(Collection collection, Set<String> building) {
    return client
        .call(es -> es.indices().refresh(r -> r.index(names.alias(collection))))
        .compose(done -> building.isEmpty() ? Future.succeededFuture() : refresh(building))
        .recover(failure -> Future.failedFuture(absent(failure)));
  }

  /** One may be given up at any time. */
  private Future<Void> refresh(Set<String> indices) {
    return client
        .call(
            es -> es.indices().refresh(r -> r.index(List.copyOf(indices)).ignoreUnavailable(true)))
        .mapEmpty();
  }

  private Future<SearchResponse<Void>> search(SearchRequest request) {
    return search(0, request);
  }

  private Future<SearchResponse<Void>> search(int cost, SearchRequest request) {
    return admission.call(
        cost,
        () ->
            client
                .attempt(es -> es.search(request, Void.class))
                .recover(failure -> Future.failedFuture(ExpensiveRequests.translate(failure))));
  }

  /** Words in which typing errors are tolerated, at most. */
  private static int cost(Query query) {
    String text = query.text();
    return text == null ? 0 : QueryWords.maxTolerant(TextQuery.of(text, query.leniency()));
  }

  /** Behind the id, Elasticsearch breaks ties in a pinned state by one more key of its own. */
  private static List<Match> matches(
      SearchResponse<Void> response, Collection collection, Query query, long groupsBefore) {
    int keys = SortKeys.orders(collection, query).size();
    boolean grouped = query.group() != null;
    List<Match> matches = new ArrayList<>();
    for (Hit<Void> hit : response.hits().hits()) {
      List<JsonNode> sortKey = new ArrayList<>();
      hit.sort().forEach(value -> sortKey.add(SortKeys.fromElastic(value)));
      String last = sortKey.get(keys - 1).textValue();
      if (grouped) {
        String id = sortKey.get(keys - 2).textValue();
        sortKey.add(JsonNodeFactory.instance.numberNode(groupsBefore + matches.size()));
        matches.add(new Match(id, sortKey, last));
      } else {
        matches.add(new Match(last, sortKey, null));
      }
    }
    return matches;
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
    return absent(failure);
  }

  private static Throwable absent(Throwable failure) {
    return failure instanceof ElasticsearchException refusal && refusal.status() == 404
        ? new SearchUnavailableException("the index is not built yet", Duration.ofSeconds(1))
        : failure;
  }
}

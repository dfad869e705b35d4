package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import dev.tidegate.model.QueryTooExpensiveException;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.CursorExpiredException;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.Relaxation;
import dev.tidegate.text.LeadingText;
import dev.tidegate.text.QueryWords;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds ids. They come as the last sort value, so that the index need not fetch anything. */
final class ElasticDocumentSearch implements DocumentSearch {
  /** Documents that are looked at for words to drop: more than those that have all words. */
  private static final int EXAMINED = 32;

  /**
   * Most words of all searches under way in which typing errors are tolerated. Each needs about 1
   * MB of the memory that Elasticsearch allows for requests, 60 % of its heap by default.
   */
  static final int MAX_COST = 64;

  private static final String NOTHING_STORED = "_none_";
  private static final Query BY_RELEVANCE = new Query("", List.of(), List.of());

  private final ElasticClient client;
  private final IndexNames names;
  private final TextAnalyzer analyzer;
  private final PointsInTime points;
  private final Admission admission;

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
  }

  @Override
  public Future<Found> find(Request request) {
    FacetQueries facets = new FacetQueries(request.facets(), request.query().filters());
    return search(cost(request.query()), request(request, facets))
        .compose(response -> ownCursor(request, response).map(response))
        .compose(
            response -> {
              TotalHits total = response.hits().total();
              Found found =
                  new Found(
                      total == null ? 0 : total.value(),
                      matches(response, request.collection(), request.query()),
                      facets.read(response.aggregations()),
                      response.pitId());
              RangeQueries ranges = facets.ranges(found.facets(), response.aggregations());
              RareValueQueries rare = facets.rareValues(found.facets(), response.aggregations());
              return ranges.isEmpty() && rare.isEmpty()
                  ? Future.succeededFuture(found)
                  : search(cost(request.query()), counting(request, facets, ranges, rare))
                      .map(counted -> with(found, ranges, rare, counted));
            })
        .recover(failure -> Future.failedFuture(translate(request, failure)));
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
        base(request.collection(), 1, pin).trackTotalHits(t -> t.enabled(false)).build();
    return search(any).compose(found -> checkOwner(request.collection(), found));
  }

  private Future<Void> checkOwner(Collection collection, SearchResponse<Void> response) {
    boolean own =
        response.hits().hits().stream().allMatch(hit -> names.isOwn(collection, hit.index()));
    return own ? Future.succeededFuture() : Future.failedFuture(foreignCursor());
  }

  private static InvalidInputException foreignCursor() {
    return new InvalidInputException(
        "invalid_parameter", "cursor", "is not one that a search answered as next");
  }

  private SearchRequest counting(
      Request request, FacetQueries facets, RangeQueries ranges, RareValueQueries rare) {
    return base(request.collection(), 0, request.pin())
        .query(query(request, facets.late()))
        .trackTotalHits(t -> t.enabled(false))
        .aggregations(ranges.aggregations())
        .aggregations(rare.aggregations())
        .build();
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
        base(collection, limit, null)
            .query(query)
            .sort(SortKeys.orders(collection, BY_RELEVANCE))
            .trackTotalHits(t -> t.enabled(false))
            .build();
    return search(request)
        .map(found -> matches(found, collection, BY_RELEVANCE).stream().map(Match::id).toList());
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
        base(collection, EXAMINED, null)
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
    return admission.call(cost, () -> client.call(es -> es.search(request, Void.class)));
  }

  /** Words in which typing errors are tolerated, at most. */
  private static int cost(Query query) {
    String text = query.text();
    return text == null ? 0 : QueryWords.maxTolerant(TextQuery.of(text, query.leniency()));
  }

  private SearchRequest request(Request request, FacetQueries facets) {
    SearchRequest.Builder search =
        base(request.collection(), request.size(), request.pin())
            .query(query(request, facets.late()))
            .sort(SortKeys.orders(request.collection(), request.query()))
            .trackTotalHits(t -> t.enabled(request.counted()))
            .aggregations(facets.aggregations());
    WithoutQueries without = new WithoutQueries(request.without());
    if (!facets.late().isEmpty() || without.hasPinned()) {
      search.postFilter(without.withoutPinned(FacetQueries.all(facets.late())));
    }
    if (request.after() != null) {
      search.searchAfter(request.after().stream().map(SortKeys::toElastic).toList());
    }
    return search.build();
  }

  private SearchRequest.Builder base(Collection collection, int size, @Nullable String pin) {
    SearchRequest.Builder search =
        new SearchRequest.Builder().size(size).storedFields(NOTHING_STORED);
    return pin == null
        ? search.index(names.alias(collection))
        : search
            .pit(pit -> pit.id(pin).keepAlive(t -> t.time(points.keepAlive())))
            .allowPartialSearchResults(false);
  }

  private co.elastic.clients.elasticsearch._types.query_dsl.Query query(
      Request request, List<Filter> late) {
    BoolQuery.Builder query = new BoolQuery.Builder();
    String text = request.query().text();
    WithoutQueries without = new WithoutQueries(request.without());
    if (text != null) {
      query.must(
          without.orPinned(
              new TextQueries(request.collection(), analyzer)
                  .of(TextQuery.of(text, request.query().leniency()))));
    }
    for (Filter filter : request.query().filters()) {
      if (!late.contains(filter)) {
        query.filter(FilterQueries.of(filter));
      }
    }
    query.mustNot(without.hidden());
    return query.build()._toQuery();
  }

  /** Behind the id, Elasticsearch breaks ties in a pinned state by one more key of its own. */
  private static List<Match> matches(
      SearchResponse<Void> response, Collection collection, Query query) {
    int id = SortKeys.orders(collection, query).size() - 1;
    return response.hits().hits().stream()
        .map(hit -> hit.sort().stream().map(SortKeys::fromElastic).toList())
        .map(sortKey -> new Match(sortKey.get(id).textValue(), sortKey))
        .toList();
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

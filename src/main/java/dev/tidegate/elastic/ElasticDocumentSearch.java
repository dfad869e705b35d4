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
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.search.LeadingText;
import dev.tidegate.search.SearchUnavailableException;
import dev.tidegate.search.TextAnalyzer;
import dev.tidegate.search.TextQuery;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Finds ids. They come as the last sort value, so that the index need not fetch anything. */
final class ElasticDocumentSearch implements DocumentSearch {
  private static final String NOTHING_STORED = "_none_";

  private final ElasticClient client;
  private final IndexNames names;
  private final TextAnalyzer analyzer;
  private final Admission admission;

  ElasticDocumentSearch(
      ElasticClient client, IndexNames names, TextAnalyzer analyzer, int maxSearches) {
    this.analyzer = analyzer;
    this.client = client;
    this.names = names;
    this.admission = new Admission(maxSearches);
  }

  @Override
  public Future<Found> find(Request request) {
    FacetQueries facets = new FacetQueries(request.facets(), request.query().filters());
    return search(request(request, facets))
        .map(
            response -> {
              TotalHits total = response.hits().total();
              return new Found(
                  total == null ? 0 : total.value(),
                  matches(response),
                  facets.read(response.aggregations()));
            })
        .recover(failure -> Future.failedFuture(translate(request, failure)));
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    Field leading = LeadingText.of(collection);
    if (leading == null) {
      return Future.succeededFuture(List.of());
    }
    SearchRequest request =
        base(collection, limit)
            .query(TextQueries.completing(leading, analyzer.words(typed)))
            .sort(SortKeys.orders(new Query(typed, List.of(), List.of())))
            .trackTotalHits(t -> t.enabled(false))
            .build();
    return search(request)
        .map(response -> matches(response).stream().map(Match::id).toList())
        .recover(failure -> Future.failedFuture(absent(failure)));
  }

  @Override
  public Future<Void> refresh(Collection collection) {
    return client
        .call(es -> es.indices().refresh(r -> r.index(names.alias(collection))))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(absent(failure)));
  }

  private Future<SearchResponse<Void>> search(SearchRequest request) {
    return admission.call(() -> client.call(es -> es.search(request, Void.class)));
  }

  private SearchRequest request(Request request, FacetQueries facets) {
    SearchRequest.Builder search =
        base(request.collection(), request.size())
            .query(query(request, facets.late()))
            .sort(SortKeys.orders(request.query()))
            .trackTotalHits(t -> t.enabled(request.counted()))
            .aggregations(facets.aggregations());
    if (!facets.late().isEmpty()) {
      search.postFilter(FacetQueries.all(facets.late()));
    }
    if (request.after() != null) {
      search.searchAfter(request.after().stream().map(SortKeys::toElastic).toList());
    }
    return search.build();
  }

  private SearchRequest.Builder base(Collection collection, int size) {
    return new SearchRequest.Builder()
        .index(names.alias(collection))
        .size(size)
        .storedFields(NOTHING_STORED);
  }

  private co.elastic.clients.elasticsearch._types.query_dsl.Query query(
      Request request, List<Filter> late) {
    BoolQuery.Builder query = new BoolQuery.Builder();
    String text = request.query().text();
    if (text != null) {
      query.must(new TextQueries(request.collection(), analyzer).of(TextQuery.parse(text)));
    }
    for (Filter filter : request.query().filters()) {
      if (!late.contains(filter)) {
        query.filter(FilterQueries.of(filter));
      }
    }
    return query.build()._toQuery();
  }

  private static List<Match> matches(SearchResponse<Void> response) {
    return response.hits().hits().stream()
        .map(hit -> hit.sort().stream().map(SortKeys::fromElastic).toList())
        .map(sortKey -> new Match(sortKey.getLast().textValue(), sortKey))
        .toList();
  }

  private static Throwable translate(Request request, Throwable failure) {
    if (request.after() != null
        && failure instanceof ElasticsearchException refusal
        && refusal.status() == 400) {
      return new InvalidInputException(
          "invalid_parameter", "cursor", "is not one that a search answered as next");
    }
    return absent(failure);
  }

  private static Throwable absent(Throwable failure) {
    return failure instanceof ElasticsearchException refusal && refusal.status() == 404
        ? new SearchUnavailableException("the index is not built yet", Duration.ofSeconds(1))
        : failure;
  }
}

package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import dev.tidegate.model.Query;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.text.QueryWords;
import dev.tidegate.text.TextQuery;
import io.vertx.core.Future;
import java.time.Duration;

/** Sends searches to Elasticsearch, within the limits of {@link Admission}. */
final class Searches {
  /**
   * Maximum number of words in all searches under way in which typing errors are tolerated. Each
   * needs about 1 MB of the memory that Elasticsearch allows for requests, 60 % of its heap by
   * default.
   */
  static final int MAX_COST = 64;

  private final ElasticClient client;
  private final Admission admission;

  Searches(ElasticClient client, Admission admission) {
    this.client = client;
    this.admission = admission;
  }

  /** Sends a search that tolerates no typing errors. */
  Future<SearchResponse<Void>> send(SearchRequest request) {
    return send(0, request);
  }

  /** Sends a search for a query. It counts the words in which the query tolerates errors. */
  Future<SearchResponse<Void>> send(Query query, SearchRequest request) {
    String text = query.text();
    int cost = text == null ? 0 : QueryWords.maxTolerant(TextQuery.of(text, query.leniency()));
    return send(cost, request);
  }

  private Future<SearchResponse<Void>> send(int cost, SearchRequest request) {
    return admission.call(
        cost,
        () ->
            client
                .attempt(es -> es.search(request, Void.class))
                .recover(failure -> Future.failedFuture(ExpensiveRequests.translate(failure))));
  }

  /** Translates the failure of a call: without its index, the search is unavailable. */
  static Throwable translate(Throwable failure) {
    return failure instanceof ElasticsearchException rejection && rejection.status() == 404
        ? new SearchUnavailableException("the index is not built yet", Duration.ofSeconds(1))
        : failure;
  }
}

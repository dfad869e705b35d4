package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.elasticquery.CompletionQueries;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.QueryTooExpensiveException;
import dev.tidegate.text.LeadingText;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Future;
import java.util.List;

/** Finds documents whose leading text completes what was typed, exactly or with typing errors. */
final class CompletionSearch {
  private final Searches searches;
  private final SearchRequests requests;
  private final TextAnalyzer analyzer;

  CompletionSearch(Searches searches, SearchRequests requests, TextAnalyzer analyzer) {
    this.searches = searches;
    this.requests = requests;
    this.analyzer = analyzer;
  }

  /** Returns up to {@code limit} ids, the best first. */
  Future<List<String>> find(Collection collection, String typed, int limit) {
    Field leading = LeadingText.of(collection);
    List<String> words = analyzer.words(typed);
    if (leading == null || words.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    CompletionQueries queries = new CompletionQueries(collection, leading);
    return ids(collection, queries.prefixes(words), limit)
        .compose(
            ids ->
                ids.isEmpty()
                    ? fuzzy(collection, queries.fuzzy(words), limit)
                    : Future.succeededFuture(ids))
        .recover(failure -> Future.failedFuture(Searches.translate(failure)));
  }

  /** Returns none if the index does not have the memory to tolerate typing errors. */
  private Future<List<String>> fuzzy(Collection collection, Query query, int limit) {
    return ids(collection, query, limit)
        .recover(
            failure ->
                failure instanceof QueryTooExpensiveException
                    ? Future.succeededFuture(List.of())
                    : Future.failedFuture(failure));
  }

  private Future<List<String>> ids(Collection collection, Query query, int limit) {
    return searches
        .send(requests.mostRelevant(collection, limit, query))
        .map(
            found ->
                SortedMatches.of(found, collection, SearchRequests.BY_RELEVANCE, 0).stream()
                    .map(Match::id)
                    .toList());
  }
}

package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import dev.tidegate.elasticquery.FilterQueries;
import dev.tidegate.elasticquery.TextQueries;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.search.Relaxation;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds words of a query that it can drop, from the documents that match most of its words. */
final class DispensableWords {
  /** Documents that are examined: more than those that have all words. */
  private static final int EXAMINED = 32;

  private final Searches searches;
  private final SearchRequests requests;
  private final TextAnalyzer analyzer;

  DispensableWords(Searches searches, SearchRequests requests, TextAnalyzer analyzer) {
    this.searches = searches;
    this.requests = requests;
    this.analyzer = analyzer;
  }

  /** Returns places of words, in the order in which to drop them. */
  Future<List<Integer>> find(Collection collection, Query query) {
    String text = query.text();
    TextQuery parsed = text == null ? null : TextQuery.of(text, query.leniency());
    co.elastic.clients.elasticsearch._types.query_dsl.Query most =
        parsed == null ? null : new TextQueries(collection, analyzer).most(parsed);
    if (parsed == null || most == null) {
      return Future.succeededFuture(List.of());
    }
    BoolQuery.Builder matching = new BoolQuery.Builder().must(most);
    query.filters().forEach(filter -> matching.filter(FilterQueries.of(filter)));
    return searches
        .send(query, requests.mostRelevant(collection, EXAMINED, matching.build()._toQuery()))
        .map(found -> Relaxation.dispensable(places(parsed), wordsOf(found)))
        .recover(failure -> Future.failedFuture(Searches.translate(failure)));
  }

  /** Returns for each document the places of the words that it has. */
  private static List<Set<Integer>> wordsOf(SearchResponse<Void> found) {
    return found.hits().hits().stream()
        .map(
            hit ->
                hit.matchedQueries().keySet().stream()
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet()))
        .toList();
  }

  /** Returns the places of words. Signs are not words. */
  private Set<Integer> places(TextQuery text) {
    Set<Integer> places = new TreeSet<>();
    for (int i = 0; i < text.words().size(); i++) {
      if (!analyzer.words(text.words().get(i)).isEmpty()) {
        places.add(i);
      }
    }
    return places;
  }
}

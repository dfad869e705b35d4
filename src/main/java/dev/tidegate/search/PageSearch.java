package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Query;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.DocumentSearch.Request;
import dev.tidegate.search.SearchPage.Hit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One search on its way: rounds of find, read, check, until the page is full, nothing is left, or
 * so many rounds found stale entries that the rest is left to the next page.
 */
final class PageSearch {
  private static final int MAX_ROUNDS = 8;

  private final DocumentSearch index;
  private final DocumentReader documents;
  private final SearchQuery page;
  private final Collection collection;
  private final Query query;
  private final @Nullable Highlighter highlighter;
  private final long started = System.nanoTime();
  private final List<Hit> hits = new ArrayList<>();
  private @Nullable List<JsonNode> examined;
  private long total;
  private Map<String, Facet> facets = Map.of();

  PageSearch(
      DocumentSearch index, DocumentReader documents, TextAnalyzer analyzer, SearchQuery page) {
    this.index = index;
    this.documents = documents;
    this.page = page;
    this.collection = page.collection();
    this.query = page.query();
    String text = query.text();
    this.highlighter =
        page.highlight() && text != null ? new Highlighter(TextQuery.parse(text), analyzer) : null;
    String cursor = page.cursor();
    this.examined = cursor == null ? null : SearchCursor.decode(collection, query, cursor);
  }

  Future<SearchPage> run() {
    int size = wanted();
    return index
        .find(new Request(collection, query, page.facets(), examined, size, true))
        .compose(
            found -> {
              total = found.total();
              facets = found.facets();
              return examine(found, size, 1);
            });
  }

  /** One more than fits, to see whether a page follows. */
  private int wanted() {
    return page.limit() - hits.size() + 1;
  }

  private Future<SearchPage> examine(Found found, int asked, int round) {
    List<Match> matches = found.matches();
    List<String> ids = matches.stream().map(Match::id).toList();
    return (ids.isEmpty()
            ? Future.succeededFuture(List.<DocumentState>of())
            : documents.read(collection, ids))
        .compose(
            states -> {
              int taken = take(matches, states);
              if (taken == matches.size() && matches.size() < asked) {
                return Future.succeededFuture(answer(false));
              }
              return hits.size() == page.limit() || round == MAX_ROUNDS
                  ? Future.succeededFuture(answer(true))
                  : refill(round + 1);
            });
  }

  private Future<SearchPage> refill(int round) {
    int size = wanted();
    return index
        .find(new Request(collection, query, List.of(), examined, size, false))
        .compose(found -> examine(found, size, round));
  }

  /** Adds what still meets the filters, up to the limit; answers how many were looked at. */
  private int take(List<Match> matches, List<DocumentState> states) {
    for (int i = 0; i < matches.size(); i++) {
      if (hits.size() == page.limit()) {
        return i;
      }
      examined = matches.get(i).sortKey();
      DocumentState state = states.get(i);
      if (state.values() != null && query.filtersMatch(state.values())) {
        hits.add(
            new Hit(
                state,
                highlighter == null
                    ? Map.of()
                    : highlighter.highlight(collection, state.values())));
      }
    }
    return matches.size();
  }

  private SearchPage answer(boolean more) {
    String next =
        more && examined != null ? SearchCursor.encode(collection, query, examined) : null;
    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    return new SearchPage(total, List.copyOf(hits), facets, next, tookMs);
  }
}

package dev.tidegate.search;

import dev.tidegate.model.Leniency;
import dev.tidegate.query.SearchQuery;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * Searches with a fallback. A first page tolerates typing errors and requires all words. If the
 * index lacks the memory for the tolerance, the search does without it. If very few documents
 * match, it drops words. Further pages use the same mode.
 */
final class LenientSearch {
  private final DocumentSearch index;
  private final Function<SearchQuery, Future<SearchPage>> pages;

  /**
   * Creates a search.
   *
   * @param pages finds a page of a query with a given leniency
   */
  LenientSearch(DocumentSearch index, Function<SearchQuery, Future<SearchPage>> pages) {
    this.index = index;
    this.pages = pages;
  }

  Future<SearchPage> page(SearchQuery query) {
    String cursor = query.cursor();
    return cursor == null
        ? firstPage(query)
        : pages.apply(query.with(SearchCursor.leniency(cursor)));
  }

  private Future<SearchPage> firstPage(SearchQuery query) {
    if (query.query().text() == null) {
      return pages.apply(query);
    }
    return pages
        .apply(query)
        .recover(
            failure ->
                failure instanceof QueryTooExpensiveException
                    ? pages.apply(query.with(Leniency.USUAL.withoutTypos()))
                    : Future.failedFuture(failure))
        .compose(page -> isEnough(query, page) ? Future.succeededFuture(page) : relax(query, page));
  }

  private static boolean isEnough(SearchQuery query, SearchPage page) {
    return !query.relax() || page.total() >= Relaxation.ENOUGH;
  }

  /** Drops words, if more documents match then. */
  private Future<SearchPage> relax(SearchQuery query, SearchPage strict) {
    SearchQuery asked =
        strict.typos() ? query : query.with(query.query().leniency().withoutTypos());
    return index
        .dispensable(asked.collection(), asked.query())
        .compose(
            words ->
                words.isEmpty()
                    ? Future.succeededFuture(strict)
                    : pages
                        .apply(asked.with(new Leniency(words, strict.typos())))
                        .map(relaxed -> relaxed.total() > strict.total() ? relaxed : strict))
        .recover(
            failure ->
                failure instanceof QueryTooExpensiveException
                    ? Future.succeededFuture(strict)
                    : Future.failedFuture(failure));
  }
}

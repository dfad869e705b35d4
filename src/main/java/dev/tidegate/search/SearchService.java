package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Leniency;
import dev.tidegate.model.QueryTooExpensiveException;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.text.LeadingText;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Future;
import java.util.List;

/** Answers searches: the index finds, the store answers. Confined to one context. */
public final class SearchService {
  /** The best completions, by which phrases are judged: what others have is not what sells. */
  private static final int SAMPLE = 60;

  private final DocumentSearch index;
  private final DocumentReader documents;
  private final FreshWrites writes;
  private final TextAnalyzer analyzer;

  /**
   * @param writes what the index may lack
   */
  public SearchService(
      DocumentSearch index, DocumentReader documents, FreshWrites writes, TextAnalyzer analyzer) {
    this.index = index;
    this.documents = documents;
    this.writes = writes;
    this.analyzer = analyzer;
  }

  /** The same search, with documents read by this reader. */
  public SearchService with(DocumentReader reader) {
    return new SearchService(index, reader, writes, analyzer);
  }

  /**
   * One page of hits in their current state.
   *
   * @return fails with {@link dev.tidegate.model.InvalidInputException} for a cursor that is not of
   *     this query, with {@link SearchUnavailableException} while the index can't answer, with
   *     {@link dev.tidegate.model.StoreUnavailableException} while the store can't
   */
  public Future<SearchPage> search(SearchQuery query) {
    try {
      String cursor = query.cursor();
      return cursor == null ? firstPage(query) : page(query.with(SearchCursor.leniency(cursor)));
    } catch (InvalidInputException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<SearchPage> page(SearchQuery query) {
    return new PageSearch(index, documents, writes, analyzer, query).run();
  }

  /** Tolerates typing errors, and wants all words, as far as that leads to an answer. */
  private Future<SearchPage> firstPage(SearchQuery query) {
    return page(query)
        .recover(
            failure ->
                failure instanceof QueryTooExpensiveException && query.query().text() != null
                    ? page(query.with(Leniency.USUAL.withoutTypos()))
                    : Future.failedFuture(failure))
        .compose(page -> isEnough(query, page) ? Future.succeededFuture(page) : relax(query, page));
  }

  private static boolean isEnough(SearchQuery query, SearchPage page) {
    return !query.relax()
        || query.query().text() == null
        || page.next() != null
        || page.total() >= Relaxation.ENOUGH;
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
                    : page(asked.with(new Leniency(words, strict.typos())))
                        .map(relaxed -> relaxed.total() > strict.total() ? relaxed : strict));
  }

  /**
   * What the text typed may become: phrases that several documents' names have in common, then
   * names of documents, as they are now, each text once.
   *
   * @return fails as {@link #search} does
   */
  public Future<List<Suggestion>> suggest(Collection collection, String typed, int limit) {
    Field names = LeadingText.of(collection);
    if (names == null || typed.isBlank()) {
      return Future.succeededFuture(List.of());
    }
    return index
        .complete(collection, typed, Math.max(limit, SAMPLE))
        .compose(ids -> documents.read(collection, ids))
        .map(states -> new Suggestions(analyzer, typed).of(names, states, limit));
  }
}

package dev.tidegate.search;

import dev.tidegate.merchandising.Arrangement;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.search.DocumentSearch.Without;
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
  private final Merchandising merchandising;

  /**
   * Creates a service.
   *
   * @param writes recent writes that the index may lack
   */
  public SearchService(
      DocumentSearch index,
      DocumentReader documents,
      FreshWrites writes,
      TextAnalyzer analyzer,
      Merchandising merchandising) {
    this.merchandising = merchandising;
    this.index = index;
    this.documents = documents;
    this.writes = writes;
    this.analyzer = analyzer;
  }

  /** The same search, with documents read by this reader. */
  public SearchService with(DocumentReader reader) {
    return new SearchService(index, reader, writes, analyzer, merchandising);
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
      Arrangement rules = merchandising.of(query.collection(), query.query());
      String cursor = query.cursor();
      // Groups have no pinned documents: a group would have two hits.
      boolean pinned =
          query.query().group() == null
              && (cursor == null ? !rules.pins().isEmpty() : PinnedCursor.isOne(cursor));
      return pinned
          ? new PinnedSearch(documents, analyzer, this::page, query, rules).run()
          : page(query, Without.of(rules.withoutPins()));
    } catch (InvalidInputException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<SearchPage> page(SearchQuery query, Without without) {
    DocumentSearch rest = without.isEmpty() ? index : new WithoutSearch(index, without);
    FreshWrites fresh = without.isEmpty() ? writes : WithoutCandidates.of(writes, without);
    return new LenientSearch(
            rest, asked -> new PageSearch(rest, documents, fresh, analyzer, asked).run())
        .page(query);
  }

  /**
   * Returns completions of a typed text: phrases that the names of several documents share, then
   * current names of documents, each text once.
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

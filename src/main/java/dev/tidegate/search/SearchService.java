package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers searches: the index finds, the store answers. Calls may come from any context; results
 * arrive on the caller's.
 */
public final class SearchService {
  private final DocumentSearch index;
  private final DocumentReader documents;

  public SearchService(DocumentSearch index, DocumentReader documents) {
    this.index = index;
    this.documents = documents;
  }

  /** The same search, with documents read by this reader. */
  public SearchService with(DocumentReader reader) {
    return new SearchService(index, reader);
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
      return new PageSearch(index, documents, query).run();
    } catch (InvalidInputException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * What the text typed may become: names of documents, as they are now, each text once.
   *
   * @return fails as {@link #search} does
   */
  public Future<List<Suggestion>> suggest(Collection collection, String typed, int limit) {
    Field names = LeadingText.of(collection);
    if (names == null || typed.isBlank()) {
      return Future.succeededFuture(List.of());
    }
    return index
        .complete(collection, typed, limit)
        .compose(ids -> documents.read(collection, ids))
        .map(states -> suggestions(names, states));
  }

  private static List<Suggestion> suggestions(Field names, List<DocumentState> states) {
    Map<String, Suggestion> byText = new LinkedHashMap<>();
    for (DocumentState state : states) {
      byte @Nullable [] name = state.values() == null ? null : state.values().get(names);
      if (name != null) {
        String text = Fragments.strings(name).getFirst();
        byText.putIfAbsent(text, new Suggestion(text, state.key().id()));
      }
    }
    return List.copyOf(byText.values());
  }
}

package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Query;
import dev.tidegate.search.DocumentSearch.Match;
import java.util.List;
import java.util.Set;

/**
 * Recent writes through this gateway that the index may not contain yet. A search after the
 * response to a write must show that write. Confined to one context.
 */
public interface FreshWrites {
  /** Everything is left to the index. */
  FreshWrites NONE = (collection, query) -> Candidates.NONE;

  /** The writes that may concern a query. */
  Candidates of(Collection collection, Query query);

  /** Documents that may have come to match a query. */
  interface Candidates {
    Candidates NONE =
        new Candidates() {
          @Override
          public Set<String> ids() {
            return Set.of();
          }

          @Override
          public boolean isKnownNotToMatch(String id) {
            return false;
          }

          @Override
          public void look(DocumentState document) {
            throw new IllegalArgumentException("there are no candidates");
          }

          @Override
          public List<DocumentState> matching(List<DocumentState> documents) {
            return List.of();
          }

          @Override
          public boolean precedes(DocumentState document, Match match) {
            return false;
          }
        };

    Set<String> ids();

    /** Returns whether a document is known not to match since its last write, without a read. */
    boolean isKnownNotToMatch(String id);

    /**
     * Finds out whether a document matches, ahead of {@link #matching}: that may take milliseconds,
     * and is best done document by document.
     */
    void look(DocumentState document);

    /** Those of the documents that match, in the query's order. */
    List<DocumentState> matching(List<DocumentState> documents);

    /** Returns whether a document precedes a match of the index, as far as this is known. */
    boolean precedes(DocumentState document, Match match);
  }
}

package dev.tidegate.search;

import dev.tidegate.match.Candidate;
import dev.tidegate.match.KnownWords;
import dev.tidegate.match.Matcher;
import dev.tidegate.match.Ordering;
import dev.tidegate.match.Place;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Query;
import dev.tidegate.model.SortOrder;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.text.SearchedFields;
import dev.tidegate.text.TextAnalyzer;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds documents that were written lately against searches as against live queries. Confined to
 * one thread.
 */
public final class FreshMatches implements FreshWrites {
  private static final long KNOWN_WORDS_BYTES = 8 << 20;

  private final Recent recent;
  private final KnownWords words;
  private final KnownMisses misses = new KnownMisses();

  /** Source of recently written documents. */
  @FunctionalInterface
  public interface Recent {
    /** Those of which one of these fields was written, or everything: their revisions by id. */
    Map<String, Long> of(Collection collection, FieldSet fields);
  }

  public FreshMatches(Recent recent, TextAnalyzer analyzer) {
    this.recent = recent;
    this.words = new KnownWords(analyzer, KNOWN_WORDS_BYTES);
  }

  @Override
  public Candidates of(Collection collection, Query query) {
    Map<String, Long> written = recent.of(collection, decisive(collection, query));
    return written.isEmpty()
        ? Candidates.NONE
        : new Compared(collection, query, words, written, misses.of(collection, query));
  }

  /**
   * The fields that decide whether a document matches: the order may trail. In groups, the order
   * decides which document is shown.
   */
  private static FieldSet decisive(Collection collection, Query query) {
    FieldSet decisive = FieldSet.of(query.filters().stream().map(f -> f.field()).toList());
    if (query.text() != null) {
      decisive = decisive.union(FieldSet.of(SearchedFields.of(collection)));
    }
    Field group = query.group();
    if (group != null) {
      List<Field> sorted = query.sort().stream().map(SortOrder::field).toList();
      decisive = decisive.union(FieldSet.of(sorted)).union(FieldSet.of(List.of(group)));
    }
    return decisive;
  }

  private static final class Compared implements Candidates {
    private final Collection collection;
    private final KnownWords words;
    private final Map<String, Long> written;
    private final Map<String, Long> missed;
    private final IdentityHashMap<DocumentState, Boolean> looked = new IdentityHashMap<>();
    private final Matcher matcher;
    private final Ordering ordering;

    /**
     * Creates matches.
     *
     * @param written documents, with their revisions at that time
     * @param missed documents that did not match, with their revisions at that time
     */
    Compared(
        Collection collection,
        Query query,
        KnownWords words,
        Map<String, Long> written,
        Map<String, Long> missed) {
      this.collection = collection;
      this.words = words;
      this.written = written;
      this.missed = missed;
      this.matcher = new Matcher(collection, query, words.analyzer());
      this.ordering = new Ordering(collection, query);
    }

    @Override
    public Set<String> ids() {
      return written.keySet();
    }

    @Override
    public boolean isKnownNotToMatch(String id) {
      return missed.getOrDefault(id, 0L) >= written.getOrDefault(id, Long.MAX_VALUE);
    }

    @Override
    public void look(DocumentState document) {
      matches(new Candidate(collection, document, words));
    }

    @Override
    public List<DocumentState> matching(List<DocumentState> documents) {
      record Placed(DocumentState document, Place place) {}
      return documents.stream()
          .map(document -> new Candidate(collection, document, words))
          .filter(this::matches)
          .map(one -> new Placed(one.state(), ordering.of(one, Ordering.LAST)))
          .sorted(Comparator.comparing(Placed::place))
          .map(Placed::document)
          .toList();
    }

    private boolean matches(Candidate document) {
      return looked.computeIfAbsent(document.state(), state -> evaluate(document));
    }

    private boolean evaluate(Candidate document) {
      boolean matches = matcher.matches(document);
      if (matches) {
        missed.remove(document.id());
      } else {
        missed.put(document.id(), document.rev());
      }
      return matches;
    }

    /**
     * Returns whether a document precedes a match. Only the index knows the relevance of a
     * document: until then, it comes last.
     */
    @Override
    public boolean precedes(DocumentState document, Match match) {
      return !ordering.isByRelevance()
          && !ordering.isBehind(
              new Candidate(collection, document, words),
              ordering.of(match.id(), match.sortKey(), Ordering.LAST));
    }
  }
}

package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.match.Matcher;
import dev.tidegate.match.Ordering;
import dev.tidegate.match.Place;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Query;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.text.TextAnalyzer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Members of a query's window. Each change is evaluated, and results of the index correct the
 * members from time to time.
 */
final class Membership {
  /** Behind the limit, so that a member that leaves is followed by the next one at once. */
  private static final int LEAST_SPARE = 20;

  /** Maximum number of requested documents, for an index with many outdated documents. */
  private static final int MOST_ASKED = 5_000;

  private final int limit;
  private Matcher matcher;
  private final Ordering ordering;
  private final FieldSet fields;
  private final FieldSet allFields;
  private final int capacity;
  private final Window window;
  private boolean orderIsOld;
  private int asked;

  /**
   * Creates an empty membership.
   *
   * @param entered receives each document that enters the window
   * @param left receives each document that leaves the window
   */
  Membership(
      Collection collection,
      Query query,
      int limit,
      TextAnalyzer analyzer,
      Consumer<String> entered,
      Consumer<String> left) {
    this.limit = limit;
    this.matcher = new Matcher(collection, query, analyzer);
    this.ordering = new Ordering(collection, query);
    this.fields = matcher.fields().union(ordering.fields());
    this.allFields = collection.allFields();
    this.capacity = limit + Math.max(LEAST_SPARE, limit / 2);
    this.asked = capacity;
    this.window = new Window(limit, capacity, entered, left);
  }

  Matcher matcher() {
    return matcher;
  }

  /** Replaces the matcher by one with the same fields. The window is to be corrected next. */
  void replace(Matcher other) {
    matcher = other;
  }

  /** Changes of other fields are of no matter. */
  FieldSet fields() {
    return fields;
  }

  /** Returns whether only the index knows the order. */
  boolean isRanked() {
    return ordering.isByRelevance();
  }

  /** Returns the number of documents to request from the index. */
  int asked() {
    return asked;
  }

  Window window() {
    return window;
  }

  /**
   * Returns whether a change can concern the query. If all fields are touched, the document was
   * created or deleted: that concerns every query.
   */
  boolean isConcerned(FieldSet touched) {
    return touched.intersects(fields) || touched.equals(allFields);
  }

  /**
   * Holds a changed document against the query.
   *
   * @param member whether it may be in the window
   * @param matching called if it matches, wherever its place is; {@code null} where nobody needs to
   *     know of those outside the window
   * @return whether that made a difference
   */
  boolean consider(
      Candidate document, FieldSet touched, boolean member, @Nullable Consumer<String> matching) {
    String id = document.id();
    Place before = member ? window.find(id) : null;
    if (!matches(document, before, matching != null)) {
      return before != null && window.remove(id);
    }
    if (matching != null) {
      matching.accept(id);
    }
    return ordering.isByRelevance()
        ? rank(document, before, touched)
        : window.put(ordering.of(document, 0));
  }

  /** The text comes last, as it costs most: what lies beyond the boundary need not be asked. */
  private boolean matches(Candidate document, @Nullable Place before, boolean anywhere) {
    if (!matcher.filtersHold(document)) {
      return false;
    }
    Place end = window.boundary();
    boolean beyond =
        before == null
            && !anywhere
            && end != null
            && !ordering.isByRelevance()
            && ordering.isBehind(document, end);
    return !beyond && matcher.textMatches(document);
  }

  /**
   * Places a document of a ranked query. Only the index knows its score: the document stays at its
   * place or takes the last one.
   */
  private boolean rank(Candidate document, @Nullable Place before, FieldSet touched) {
    boolean rewritten = touched.intersects(matcher.texts());
    if (before != null) {
      boolean moved = window.put(ordering.of(document, ((Double) before.keys()[0]).intValue()));
      orderIsOld |= moved || rewritten;
      return moved || rewritten;
    }
    Place place = ordering.of(document, Ordering.LAST);
    if (window.isComplete()) {
      window.put(place);
    } else if (!rewritten && wasAt(place, document.former())) {
      return false;
    }
    orderIsOld = true;
    return true;
  }

  /** Returns whether a non-member with unchanged text had the same place before. */
  private boolean wasAt(Place place, @Nullable Candidate former) {
    return former != null
        && matcher.filtersHold(former)
        && ordering.of(former, Ordering.LAST).equals(place);
  }

  /** The index is about to be asked for the order of everything up to now. */
  void beginRanking() {
    orderIsOld = false;
  }

  /**
   * Starts again from a result of the index.
   *
   * @param documents current documents that match, from the result and from other candidates
   */
  void reset(Found found, List<Candidate> documents) {
    List<Match> matches = found.matches();
    boolean complete = matches.size() < asked;
    Map<String, Integer> ranks = new HashMap<>();
    matches.forEach(match -> ranks.put(match.id(), ranks.size()));
    window.reset(complete ? null : lastPlace(matches));
    for (Candidate document : documents) {
      window.put(ordering.of(document, ranks.getOrDefault(document.id(), Ordering.LAST)));
    }
    asked = isThin() ? Math.min(MOST_ASKED, 2 * asked) : capacity;
  }

  /** The place of the last document found: what follows it is not known. */
  private Place lastPlace(List<Match> matches) {
    Match last = matches.getLast();
    return ordering.of(last.id(), last.sortKey(), matches.size() - 1);
  }

  private boolean isThin() {
    return !window.isComplete() && window.size() < limit + LEAST_SPARE / 4;
  }

  /** Returns whether a member has left and no known document can take its place. */
  boolean isShort() {
    return !window.isComplete() && window.size() < limit;
  }

  /**
   * Returns whether an index query is necessary: too few members are left, or their order is
   * unknown.
   */
  boolean isOutOfDate() {
    return orderIsOld || isThin();
  }

  /** Releases the members. */
  void clear() {
    window.reset(null);
  }
}

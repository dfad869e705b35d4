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
 * Which documents are in a query's window, kept by holding each change against the query, and set
 * right now and then by what the index finds.
 */
final class Membership {
  /** Behind the limit, so that a member that leaves is followed by the next one at once. */
  private static final int LEAST_SPARE = 20;

  /** Asked for at most, where much of what the index finds does not match any more. */
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
   * @param entered told of each document that is in the window now and was not before
   * @param left told of each that is in it no longer
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

  /** Whether the index alone knows the order. */
  boolean isRanked() {
    return ordering.isByRelevance();
  }

  /** How many documents to ask the index for. */
  int asked() {
    return asked;
  }

  Window window() {
    return window;
  }

  /** Where all fields are touched, the document came or went: that concerns every query. */
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

  /** What it is worth now the index knows; here it keeps its place, or takes the last one. */
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

  /** Whether an outsider whose text is the same was one before, and as good as now. */
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
   * Begins anew from what the index found.
   *
   * @param documents those that match of what was found and of what else may belong to it, as they
   *     are now
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

  /** Whether a member has left whose place nobody can take yet. */
  boolean isShort() {
    return !window.isComplete() && window.size() < limit;
  }

  /** Whether the index has to be asked: too few are left, or their order is not known. */
  boolean isOutOfDate() {
    return orderIsOld || isThin();
  }

  /** Nobody watches it any more. */
  void clear() {
    window.reset(null);
  }
}

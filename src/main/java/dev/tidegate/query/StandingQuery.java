package dev.tidegate.query;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Query;
import dev.tidegate.search.DocumentSearch.Found;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.TextAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live query, once for all who watch it: its members, kept by holding each change against it, and
 * set right now and then by what the index finds.
 */
final class StandingQuery {
  /** Behind the limit, so that a member that leaves is followed by the next one at once. */
  private static final int LEAST_SPARE = 20;

  /** Asked for at most, where much of what the index finds does not match any more. */
  private static final int MOST_ASKED = 5_000;

  private static final int LAST = Integer.MAX_VALUE;

  private final QueryKey key;
  private final Collection collection;
  private final Query query;
  private final Matcher matcher;
  private final Ordering ordering;
  private final FieldSet fields;
  private final int capacity;
  private final Window window;
  private final List<MembershipListener> listeners = new ArrayList<>(1);
  private @Nullable List<String> published;
  private @Nullable Resync resync;
  private boolean orderIsOld;
  private int asked;

  StandingQuery(
      QueryKey key, Collection collection, Query query, Members members, TextAnalyzer analyzer) {
    this.key = key;
    this.collection = collection;
    this.query = query;
    this.matcher = new Matcher(collection, query, analyzer);
    this.ordering = new Ordering(query);
    this.fields = matcher.fields().union(ordering.fields());
    this.capacity = key.limit() + Math.max(LEAST_SPARE, key.limit() / 2);
    this.asked = capacity;
    this.window = new Window(capacity, id -> members.add(id, this), id -> members.remove(id, this));
  }

  QueryKey key() {
    return key;
  }

  Collection collection() {
    return collection;
  }

  Query query() {
    return query;
  }

  Matcher matcher() {
    return matcher;
  }

  /** Changes of other fields are of no matter. */
  FieldSet fields() {
    return fields;
  }

  /** How many documents to ask the index for. */
  int asked() {
    return asked;
  }

  List<String> windowIds() {
    return window.first(Integer.MAX_VALUE);
  }

  void begin(Resync begun) {
    resync = begun;
  }

  void endResync() {
    resync = null;
  }

  @Nullable Resync resync() {
    return resync;
  }

  /** Holds a changed document against it; tells whether members may have changed. */
  boolean consider(Candidate document, FieldSet touched) {
    if (!isConcerned(touched)) {
      return false;
    }
    Place before = window.find(document.id());
    if (!matches(document, before)) {
      if (before == null) {
        return false;
      }
      window.remove(document.id());
      return true;
    }
    if (ordering.isByRelevance()) {
      orderIsOld |= before == null || touched.intersects(matcher.texts());
      if (before == null && window.isComplete()) {
        window.put(ordering.ranked(LAST, document.id()));
      }
    } else {
      window.put(ordering.of(document));
    }
    Resync under = resync;
    if (under != null && window.find(document.id()) == null) {
      under.missed(document.id());
    }
    return true;
  }

  /** Where all fields are touched, the document came or went: that concerns every query. */
  private boolean isConcerned(FieldSet touched) {
    return touched.intersects(fields) || touched.equals(collection.allFields());
  }

  /** The text comes last, as it costs most: what lies beyond the boundary need not be asked. */
  private boolean matches(Candidate document, @Nullable Place before) {
    if (!matcher.filtersHold(document)) {
      return false;
    }
    boolean beyond =
        before == null
            && resync == null
            && !ordering.isByRelevance()
            && !window.covers(ordering.of(document));
    return !beyond && matcher.textMatches(document);
  }

  /**
   * Begins anew from what the index found.
   *
   * @param documents what was found, and what else may belong to it, as they are now
   */
  void reset(Found found, List<Candidate> documents) {
    List<Match> matches = found.matches();
    boolean complete = matches.size() < asked;
    Map<String, Integer> ranks = new HashMap<>();
    matches.forEach(match -> ranks.put(match.id(), ranks.size()));
    window.reset(complete ? null : end(matches));
    orderIsOld = false;
    for (Candidate document : documents) {
      if (matcher.matches(document)) {
        window.put(
            ordering.isByRelevance()
                ? ordering.ranked(ranks.getOrDefault(document.id(), LAST), document.id())
                : ordering.of(document));
      }
    }
    asked = isThin() ? Math.min(MOST_ASKED, 2 * asked) : capacity;
  }

  private boolean isThin() {
    return !window.isComplete() && window.size() < key.limit() + LEAST_SPARE / 4;
  }

  private Place end(List<Match> matches) {
    return ordering.isByRelevance()
        ? ordering.ranked(matches.size() - 1, matches.getLast().id())
        : ordering.of(matches.getLast());
  }

  /** Whether a member has left whose place nobody can take yet. */
  boolean isShort() {
    return !window.isComplete() && window.size() < key.limit();
  }

  /** Whether the index has to be asked: too few are left, or their order is not known. */
  boolean wantsResync() {
    return orderIsOld || isThin();
  }

  void add(MembershipListener listener) {
    listeners.add(listener);
    List<String> now = published;
    if (now != null) {
      listener.members(now);
    }
  }

  /** Tells whether nobody is left who listens. */
  boolean remove(MembershipListener listener) {
    listeners.remove(listener);
    return listeners.isEmpty();
  }

  boolean isWatched() {
    return !listeners.isEmpty();
  }

  boolean isPublished() {
    return published != null;
  }

  /** Tells the listeners of the members, if they are others than before. */
  void publish() {
    List<String> now = window.first(key.limit());
    if (!now.equals(published)) {
      published = now;
      listeners.forEach(listener -> listener.members(now));
    }
  }

  void fail(Throwable reason) {
    listeners.forEach(listener -> listener.failed(reason));
    listeners.clear();
  }

  /** Nobody watches it any more. */
  void clear() {
    window.reset(null);
  }
}

package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.match.Matcher;
import dev.tidegate.merchandising.Arrangement;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Query;
import dev.tidegate.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live query with its members and listeners, shared by all subscribers. */
final class LiveQuery {
  private static final Logger log = LoggerFactory.getLogger(LiveQuery.class);

  private final QueryKey key;
  private final Collection collection;
  private final Query query;
  private final int cost;
  private final Membership membership;
  private final RuledMembers ruled;
  private final List<MembershipListener> listeners = new ArrayList<>(1);
  private @Nullable List<String> published;
  private @Nullable Correction correction;
  private long round;

  /** Correction of the members by the index, which needs the changes that match meanwhile. */
  interface Correction {

    /** Notifies that a changed document matches: the index may not contain it as it is now. */
    void matched(String id);
  }

  LiveQuery(
      QueryKey key,
      Collection collection,
      Query query,
      WindowMembers members,
      TextAnalyzer analyzer) {
    this.key = key;
    this.collection = collection;
    this.query = query;
    this.cost = QueryCost.of(query);
    this.membership =
        new Membership(
            collection,
            query,
            key.limit(),
            analyzer,
            id -> members.add(id, this),
            id -> members.remove(id, this));
    this.ruled = new RuledMembers(this, members);
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

  /** Its {@link QueryCost}. */
  int cost() {
    return cost;
  }

  Membership membership() {
    return membership;
  }

  /** The members that merchandising rules pin, and what they hide. */
  RuledMembers ruled() {
    return ruled;
  }

  Matcher matcher() {
    return membership.matcher();
  }

  /** Analyzes the text again, as the synonyms of the collection have changed. */
  void analyzeAgain(TextAnalyzer analyzer) {
    membership.replace(new Matcher(collection, query, analyzer));
  }

  void begin(Correction started) {
    correction = started;
    membership.beginRanking();
  }

  void endResync() {
    correction = null;
  }

  @Nullable Correction correction() {
    return correction;
  }

  /** Returns whether this round has not visited the query yet. */
  boolean meets(long number) {
    boolean first = round != number;
    round = number;
    return first;
  }

  /**
   * Evaluates a changed document. Returns whether the members may differ now.
   *
   * @param member whether the document may be a member
   */
  boolean consider(Candidate document, FieldSet touched, boolean member) {
    if (ruled.leavesOut(document.id())) {
      return membership.isConcerned(touched) && ruled.put(document);
    }
    Correction under = correction;
    return membership.isConcerned(touched)
        && membership.consider(document, touched, member, under == null ? null : under::matched);
  }

  void add(MembershipListener listener) {
    listeners.add(listener);
    List<String> now = published;
    if (now != null) {
      listener.members(now);
    }
  }

  /** Removes a listener. Returns whether none is left. */
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

  /** Notifies the listeners of the members, if they have changed. */
  void publish() {
    boolean othersChanged = membership.window().hasPageChanged();
    boolean pinnedChanged = ruled.hasChanged();
    if (!othersChanged && !pinnedChanged && published != null) {
      return;
    }
    List<String> now = ruled.page(membership.window().page(), key.limit());
    if (!now.equals(published)) {
      published = now;
      List.copyOf(listeners).forEach(listener -> notify(listener, now));
    }
  }

  /** Applies other rules. What they hide leaves at once; the rest follows with the next resync. */
  void arrange(Arrangement rules) {
    List<String> now = published;
    ruled.arrange(rules);
    if (now != null && now.stream().anyMatch(rules.hidden()::contains)) {
      publish();
    }
  }

  void fail(Throwable reason) {
    List.copyOf(listeners).forEach(listener -> fail(listener, reason));
    listeners.clear();
  }

  /** A listener that throws keeps no other from the members, and follows no longer. */
  private void notify(MembershipListener listener, List<String> members) {
    try {
      listener.members(members);
    } catch (RuntimeException e) {
      log.error("Members not delivered query={}", key, e);
      listeners.remove(listener);
      fail(listener, e);
    }
  }

  private void fail(MembershipListener listener, Throwable reason) {
    try {
      listener.failed(reason);
    } catch (RuntimeException e) {
      log.error("Failure not delivered query={}", key, e);
    }
  }

  /** Releases the members when the last listener has left. */
  void clear() {
    ruled.arrange(Arrangement.NONE);
    membership.clear();
  }
}

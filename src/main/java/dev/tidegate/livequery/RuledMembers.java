package dev.tidegate.livequery;

import dev.tidegate.match.Candidate;
import dev.tidegate.merchandising.Arrangement;
import dev.tidegate.model.Pin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The documents of a live query that merchandising rules pin or hide. The window contains none of
 * them. Pinned ones are merged into its page.
 */
final class RuledMembers {
  private final LiveQuery query;
  private final WindowMembers members;
  private Arrangement rules = Arrangement.NONE;
  private Set<String> pinned = Set.of();
  private final Set<String> present = new HashSet<>();
  private boolean changed;

  /**
   * Creates members without rules.
   *
   * @param members finds the query for each change of a pinned document
   */
  RuledMembers(LiveQuery query, WindowMembers members) {
    this.query = query;
    this.members = members;
  }

  Arrangement rules() {
    return rules;
  }

  Set<String> pinned() {
    return pinned;
  }

  boolean leavesOut(String id) {
    return !rules.isEmpty() && (pinned.contains(id) || rules.hidden().contains(id));
  }

  /**
   * Applies other rules. Until {@link #put} adds more, only former members are known to exist and
   * to match the filters.
   */
  void arrange(Arrangement other) {
    pinned.forEach(id -> members.remove(id, query));
    rules = other;
    pinned = new HashSet<>();
    other.pins().forEach(pin -> pinned.add(pin.id()));
    present.retainAll(pinned);
    Window window = query.membership().window();
    for (String id : pinned) {
      if (window.remove(id)) {
        present.add(id);
      }
      members.add(id, query);
    }
    other.hidden().forEach(window::remove);
    changed = true;
  }

  /**
   * Takes the current state of a document into account.
   *
   * @return whether that made a difference
   */
  boolean put(Candidate document) {
    String id = document.id();
    if (!pinned.contains(id)) {
      return false;
    }
    boolean differs = query.matcher().filtersHold(document) ? present.add(id) : present.remove(id);
    changed |= differs;
    return differs;
  }

  /** Returns whether the page may have changed since the last call. */
  boolean hasChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /**
   * Returns the page with the pinned documents in their places, those behind the last document
   * last.
   *
   * @param others ids of the page without them
   */
  List<String> page(List<String> others, int limit) {
    if (present.isEmpty()) {
      return others;
    }
    List<String> page = new ArrayList<>();
    Iterator<String> rest = others.iterator();
    for (Pin pin : rules.pins()) {
      if (present.contains(pin.id())) {
        fill(page, rest, Math.min(limit, pin.place() - 1));
        page.add(pin.id());
      }
    }
    fill(page, rest, limit);
    return List.copyOf(page.subList(0, Math.min(limit, page.size())));
  }

  private static void fill(List<String> page, Iterator<String> rest, int size) {
    while (page.size() < size && rest.hasNext()) {
      page.add(rest.next());
    }
  }
}

package dev.tidegate.search;

import dev.tidegate.model.DocumentState;
import dev.tidegate.search.DocumentSearch.Match;
import dev.tidegate.search.IndexWalk.Steps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Current documents of the index's results, merged with recent writes that the index does not find
 * yet. A recent write stands at its place in the order. It comes after all results only on the last
 * page, as the rest belongs to later pages. Results that no longer match after a write are omitted.
 */
final class MergedHits {

  /**
   * A document that may be a hit.
   *
   * @param match {@code null} where the index did not find it
   */
  record Step(DocumentState document, @Nullable Match match) {}

  private MergedHits() {}

  /** The ids to read: those found, then those that the index may lack. */
  static List<String> ids(Steps steps, FreshWrites.Candidates fresh) {
    List<String> ids = new ArrayList<>();
    steps.matches().forEach(match -> ids.add(match.id()));
    if (!fresh.ids().isEmpty()) {
      Set<String> found = new HashSet<>(ids);
      fresh.ids().stream()
          .filter(id -> !found.contains(id) && !fresh.isKnownNotToMatch(id))
          .forEach(ids::add);
    }
    return ids;
  }

  /**
   * Returns the merged hits.
   *
   * @param read the documents of {@link #ids}
   */
  static List<Step> of(Steps steps, List<DocumentState> read, FreshWrites.Candidates fresh) {
    List<Match> matches = steps.matches();
    Set<String> outdated = new HashSet<>();
    Deque<DocumentState> late = new ArrayDeque<>();
    if (!fresh.ids().isEmpty()) {
      List<DocumentState> written =
          read.stream().filter(one -> fresh.ids().contains(id(one))).toList();
      written.forEach(one -> outdated.add(id(one)));
      late.addAll(fresh.matching(written));
      late.forEach(one -> outdated.remove(id(one)));
      Set<String> found = new HashSet<>();
      matches.forEach(match -> found.add(match.id()));
      late.removeIf(one -> found.contains(id(one)));
    }
    List<Step> merged = new ArrayList<>(read.size());
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      while (!late.isEmpty() && fresh.precedes(late.element(), match)) {
        merged.add(new Step(late.remove(), null));
      }
      if (!outdated.contains(match.id())) {
        merged.add(new Step(read.get(i), match));
      }
    }
    if (steps.ended()) {
      late.forEach(one -> merged.add(new Step(one, null)));
    }
    return merged;
  }

  private static String id(DocumentState document) {
    return document.key().id();
  }
}

package dev.tidegate.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Choice of the words that a search drops if very few documents have all of them. */
public final class Relaxation {
  /** A search that finds fewer documents drops words. */
  static final int ENOUGH = 5;

  private Relaxation() {}

  /**
   * Returns the words that can be dropped, so that enough documents match. The best documents
   * decide: the words that they all have stay, at least half of all.
   *
   * @param words places of all words
   * @param documents words of each document, those with most words first, then the best ones
   * @return places, ascending; empty if no other documents match then
   */
  public static List<Integer> dispensable(Set<Integer> words, List<Set<Integer>> documents) {
    Set<Integer> kept = new TreeSet<>(words);
    for (Set<Integer> document : documents) {
      if (count(documents, kept) >= ENOUGH) {
        break;
      }
      Set<Integer> common = new HashSet<>(kept);
      common.retainAll(document);
      if (!common.isEmpty() && 2 * common.size() >= words.size()) {
        kept.retainAll(common);
      }
    }
    Set<Integer> dropped = new TreeSet<>(words);
    dropped.removeAll(kept);
    return List.copyOf(dropped);
  }

  private static long count(List<Set<Integer>> documents, Set<Integer> kept) {
    return documents.stream().filter(document -> document.containsAll(kept)).count();
  }
}

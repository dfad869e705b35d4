package dev.tidegate.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Difference between two lists of members: first those that leave, then those that enter or move,
 * each to its index at that moment. As few as possible move: the longest run that keeps its order
 * stays.
 *
 * @param left ids that are no longer members
 * @param entered in the order in which they are inserted
 */
record ListDiff(List<String> left, List<Entered> entered) {

  /**
   * Member that enters or moves.
   *
   * @param at the index at which it is inserted, after its removal if it was a member
   */
  record Entered(String id, int at) {}

  /** Returns whether the lists are equal. */
  boolean isNone() {
    return left.isEmpty() && entered.isEmpty();
  }

  static ListDiff between(List<String> before, List<String> after) {
    int most = Math.min(before.size(), after.size());
    int head = 0;
    while (head < most && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return between(
        before.subList(head, before.size() - tail), after.subList(head, after.size() - tail), head);
  }

  /**
   * Returns the difference between parts of two lists.
   *
   * @param offset index of both parts in their lists
   */
  private static ListDiff between(List<String> before, List<String> after, int offset) {
    Set<String> members = new HashSet<>(after);
    List<String> left = before.stream().filter(id -> !members.contains(id)).toList();
    List<String> list = new ArrayList<>(before);
    list.removeIf(id -> !members.contains(id));
    Set<String> stay = longestInOrder(list, after);
    List<Entered> entered = new ArrayList<>();
    String previous = null;
    for (String id : after) {
      if (!stay.contains(id)) {
        list.remove(id);
        int at = previous == null ? 0 : list.indexOf(previous) + 1;
        list.add(at, id);
        entered.add(new Entered(id, offset + at));
      }
      previous = id;
    }
    return new ListDiff(left, entered);
  }

  /** Returns the ids of the longest common subsequence of both lists. */
  private static Set<String> longestInOrder(List<String> before, List<String> after) {
    Map<String, Integer> places = new HashMap<>();
    after.forEach(id -> places.put(id, places.size()));
    // Patience sorting: the least end of a run of each length, and the predecessor of each id.
    int[] ends = new int[before.size()];
    int[] previous = new int[before.size()];
    int longest = 0;
    for (int i = 0; i < before.size(); i++) {
      int length = runs(before, places, ends, longest, place(places, before.get(i)));
      previous[i] = length == 0 ? -1 : ends[length - 1];
      ends[length] = i;
      longest = Math.max(longest, length + 1);
    }
    Set<String> run = new HashSet<>();
    int at = longest == 0 ? -1 : ends[longest - 1];
    while (at >= 0) {
      run.add(before.get(at));
      at = previous[at];
    }
    return run;
  }

  /** Returns the length of the longest run that this place can extend. */
  private static int runs(
      List<String> before, Map<String, Integer> places, int[] ends, int longest, int place) {
    int[] heads = new int[longest];
    Arrays.setAll(heads, length -> place(places, before.get(ends[length])));
    int found = Arrays.binarySearch(heads, place);
    return found >= 0 ? found : -found - 1;
  }

  private static int place(Map<String, Integer> places, String id) {
    return places.getOrDefault(id, -1);
  }
}

package dev.tidegate.text;

import java.util.Arrays;

/**
 * Tolerance for typing errors, like Elasticsearch's {@code AUTO}: the first character must be
 * exact. Words below 3 characters allow no edit, words up to 5 one, and longer ones two. An edit
 * inserts, removes, or replaces a character, or swaps two neighbors (optimal string alignment, by
 * code points). Very long words are codes and allow no edit, as the cost of a fuzzy search grows
 * out of proportion.
 */
final class Spelling {
  private static final int SHORTEST_FOR_ONE = 3;
  private static final int SHORTEST_FOR_TWO = 6;
  private static final int LONGEST_SPELT = 64;
  private static final int[] HOPELESS = {};

  private Spelling() {}

  /**
   * Returns whether a word of a query allows typing errors. Codes, numbers, and names with signs
   * don't: a different one is a different thing. Ideographs and kana are not spelled.
   */
  static boolean isSpelt(String word) {
    return word.codePointCount(0, word.length()) <= LONGEST_SPELT
        && word.codePoints()
            .allMatch(
                c ->
                    switch (CharacterKind.of(c)) {
                      case LETTER, MARK, UNSPACED -> true;
                      case DIGIT, UNIT, PICTURE, NONE -> false;
                    });
  }

  /** Returns the number of allowed edits. */
  static int allowed(String typed) {
    int length = typed.codePointCount(0, typed.length());
    return length < SHORTEST_FOR_ONE || length > LONGEST_SPELT
        ? 0
        : length < SHORTEST_FOR_TWO ? 1 : 2;
  }

  /** Returns whether at most {@code most} edits lead from {@code typed} to {@code word}. */
  static boolean within(String typed, String word, int most) {
    if (Math.abs(word.length() - typed.length()) > 2 * most) {
      return false;
    }
    int[] edits = edits(typed, word, most);
    return edits.length > 0 && edits[edits.length - 1] <= most;
  }

  /** Returns whether a prefix of {@code word} matches {@code typed} with the allowed edits. */
  static boolean mayBegin(String word, String typed) {
    int most = allowed(typed);
    return Arrays.stream(edits(typed, word, most)).anyMatch(edits -> edits <= most);
  }

  /** The edits that lead to each beginning of {@code word}; none if more than that are needed. */
  private static int[] edits(String typed, String word, int most) {
    if (typed.isEmpty() || word.isEmpty() || typed.codePointAt(0) != word.codePointAt(0)) {
      return HOPELESS;
    }
    int[] from = typed.codePoints().toArray();
    int[] to = word.codePoints().toArray();
    int[] beforeLast = new int[to.length + 1];
    int[] last = new int[to.length + 1];
    int[] row = new int[to.length + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= from.length; i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= to.length; j++) {
        int replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return HOPELESS;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last;
  }
}

package dev.tidegate.search;

import java.util.Arrays;

/**
 * How far words may be misspelt: the first character is right, below 3 characters all are, up to 5
 * one edit is forgiven, above two. An edit inserts, removes, replaces a character or swaps two
 * neighbours.
 */
final class Spelling {
  private static final int[] LONGEST = {2, 5};

  private Spelling() {}

  /** Whether {@code word} may be what {@code typed} was meant to be. */
  static boolean mayBe(String word, String typed) {
    int[] edits = edits(word, typed);
    return edits.length > 0 && edits[edits.length - 1] <= allowed(typed);
  }

  /** Whether {@code word} may begin with what {@code typed} was meant to be. */
  static boolean mayBegin(String word, String typed) {
    int allowed = allowed(typed);
    return Arrays.stream(edits(word, typed)).anyMatch(edits -> edits <= allowed);
  }

  private static int allowed(String typed) {
    int length = typed.codePointCount(0, typed.length());
    return length <= LONGEST[0] ? 0 : length <= LONGEST[1] ? 1 : 2;
  }

  /** The edits that lead from {@code typed} to each beginning of {@code word}; none if hopeless. */
  private static int[] edits(String word, String typed) {
    int[] to = word.codePoints().toArray();
    int[] from = typed.codePoints().toArray();
    if (to.length == 0 || from.length == 0 || to[0] != from[0]) {
      return new int[0];
    }
    int[] beforeLast = new int[to.length + 1];
    int[] last = new int[to.length + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= from.length; i++) {
      int[] row = new int[to.length + 1];
      row[0] = i;
      for (int j = 1; j <= to.length; j++) {
        int replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last;
  }
}

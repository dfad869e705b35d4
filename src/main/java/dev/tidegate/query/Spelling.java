package dev.tidegate.query;

/**
 * How far words may be apart and still count as one, as Elasticsearch has it: Levenshtein's
 * distance with the exchange of neighbours as one edit (optimal string alignment), by code points.
 */
final class Spelling {
  private static final int SHORTEST_FOR_ONE = 3;
  private static final int SHORTEST_FOR_TWO = 6;

  private Spelling() {}

  /** Elasticsearch's {@code AUTO}. */
  static int editsAllowed(String word) {
    int length = word.codePointCount(0, word.length());
    return length < SHORTEST_FOR_ONE ? 0 : length < SHORTEST_FOR_TWO ? 1 : 2;
  }

  /** Whether so many edits, at most, make one word of the other; the first characters agree. */
  static boolean within(int[] a, int[] b, int edits) {
    if (Math.abs(a.length - b.length) > edits || a.length == 0 || b.length == 0 || a[0] != b[0]) {
      return false;
    }
    int[] before = new int[b.length + 1];
    int[] last = new int[b.length + 1];
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length; j++) {
        int cost = a[i - 1] == b[j - 1] ? 0 : 1;
        int edit = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          edit = Math.min(edit, before[j - 2] + 1);
        }
        row[j] = edit;
        least = Math.min(least, edit);
      }
      if (least > edits) {
        return false;
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length] <= edits;
  }
}

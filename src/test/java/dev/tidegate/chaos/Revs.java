package dev.tidegate.chaos;

import java.util.Arrays;

/** Many revisions in little memory. */
final class Revs {
  private long[] revs = new long[64];
  private int size;

  void add(long rev) {
    if (size == revs.length) {
      revs = Arrays.copyOf(revs, 2 * size);
    }
    revs[size++] = rev;
  }

  void clear() {
    size = 0;
  }

  long[] sorted() {
    long[] sorted = Arrays.copyOf(revs, size);
    Arrays.sort(sorted);
    return sorted;
  }
}

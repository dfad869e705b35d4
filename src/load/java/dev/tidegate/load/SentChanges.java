package dev.tidegate.load;

/** Number of sent changes of each document, and the times of the latest ones. For one loop. */
final class SentChanges {
  private static final int REMEMBERED = 1024;

  private final long[] counts;
  private final long[][] moments;

  SentChanges(int documents) {
    counts = new long[documents];
    moments = new long[documents][REMEMBERED];
  }

  int documents() {
    return counts.length;
  }

  /** Notes one more, and answers the how many-th of its document it is. */
  long add(int document, long nanos) {
    long counter = ++counts[document];
    moments[document][(int) (counter % REMEMBERED)] = nanos;
    return counter;
  }

  long count(int document) {
    return counts[document];
  }

  /** Returns the planned or actual time of sending, as {@link System#nanoTime}. */
  long nanos(int document, long counter) {
    return moments[document][(int) (counter % REMEMBERED)];
  }
}

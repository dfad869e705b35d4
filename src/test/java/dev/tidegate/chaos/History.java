package dev.tidegate.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Recent actions and messages of one client. Not for several threads at once. */
final class History {
  private static final int ENTRIES = 150;
  private static final int LENGTH = 400;

  private final Deque<String> entries = new ArrayDeque<>();

  void add(String what, String detail) {
    if (entries.size() == ENTRIES) {
      entries.remove();
    }
    String text = detail.length() > LENGTH ? detail.substring(0, LENGTH) + "…" : detail;
    entries.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) % 1_000_000 + " " + what + text);
  }

  @Override
  public String toString() {
    return String.join("\n", entries);
  }
}

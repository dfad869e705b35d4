package dev.tidegate.testing;

import java.util.List;
import java.util.stream.IntStream;

/** Texts that differ and have the same {@link String#hashCode}, as an attacker makes them. */
public final class EqualHashCodes {
  private EqualHashCodes() {}

  /** Returns texts of equal length and equal hash code. */
  public static List<String> texts(int count) {
    return texts("", count);
  }

  /** The same with one beginning. */
  public static List<String> texts(String prefix, int count) {
    int blocks = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    return IntStream.range(0, count).mapToObj(number -> prefix + text(number, blocks)).toList();
  }

  private static String text(int number, int blocks) {
    StringBuilder text = new StringBuilder(2 * blocks);
    for (int i = 0; i < blocks; i++) {
      text.append((number >> i & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}

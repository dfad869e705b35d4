package dev.tidegate.model;

/**
 * Halves of surrogate pairs. Alone they are no characters and have no UTF-8, though JSON can name
 * them and Java's strings hold them.
 */
public final class Surrogates {
  private static final char REPLACEMENT = '\ufffd';

  private Surrogates() {}

  public static boolean arePaired(String text) {
    return single(text, 0) < 0;
  }

  /** The text with a replacement character for each half that stands alone. */
  public static String replaced(String text) {
    int at = single(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text);
    for (; at >= 0; at = single(text, at + 1)) {
      replaced.setCharAt(at, REPLACEMENT);
    }
    return replaced.toString();
  }

  /** Where the first one alone stands, not before {@code from}; -1 if there is none. */
  private static int single(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}

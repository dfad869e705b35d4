package dev.tidegate.model;

/**
 * Sizes of texts in UTF-8, found without encoding them. Half of a surrogate pair counts 3 bytes.
 */
public final class Utf8 {
  /** Most bytes that one {@code char} takes. */
  private static final int MOST = 3;

  private Utf8() {}

  /** Returns the size of a text, in bytes. */
  public static int size(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      bytes += size(c);
      i += Character.charCount(c);
    }
    return bytes;
  }

  /** Returns the longest beginning of whole characters that takes at most so many bytes. */
  public static String prefix(String text, int maxBytes) {
    if (text.length() <= maxBytes / MOST) {
      return text;
    }
    int left = maxBytes;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      left -= size(c);
      if (left < 0) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static int size(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? MOST : 4;
  }
}

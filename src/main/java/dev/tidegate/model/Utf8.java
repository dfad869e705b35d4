package dev.tidegate.model;

/**
 * Rules of UTF-8 for texts, applied without encoding them. Half of a surrogate pair counts 3 bytes.
 *
 * <p>JSON and Java strings can contain a half of a surrogate pair on its own, which has no UTF-8.
 */
public final class Utf8 {
  /** Maximum number of bytes of one {@code char}. */
  private static final int MAX_BYTES = 3;

  private static final char REPLACEMENT = '\ufffd';

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

  /** Returns the longest prefix of whole characters with at most {@code maxBytes} bytes. */
  public static String prefix(String text, int maxBytes) {
    if (text.length() <= maxBytes / MAX_BYTES) {
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

  /** Returns whether a text has no unpaired surrogate. */
  public static boolean isEncodable(String text) {
    return unpaired(text, 0) < 0;
  }

  /** Returns the text with a replacement character for each unpaired surrogate. */
  public static String encodable(String text) {
    int at = unpaired(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text);
    for (; at >= 0; at = unpaired(text, at + 1)) {
      replaced.setCharAt(at, REPLACEMENT);
    }
    return replaced.toString();
  }

  /** Returns the index of the first unpaired surrogate from an index on, or -1. */
  private static int unpaired(String text, int from) {
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

  private static int size(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? MAX_BYTES : 4;
  }
}

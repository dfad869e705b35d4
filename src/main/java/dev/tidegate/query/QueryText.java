package dev.tidegate.query;

import dev.tidegate.model.Utf8;
import dev.tidegate.text.TextQuery;

/** The bounds of a query's text. */
public final class QueryText {
  private static final int MAX_LENGTH = 1_000;
  private static final int MAX_TERMS = 32;

  private QueryText() {}

  /**
   * Returns the text; empty for a blank one, which an empty search box sends.
   *
   * @throws IllegalArgumentException with the violation as its message
   */
  public static String check(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("is longer than " + MAX_LENGTH + " characters");
    }
    if (!Utf8.isEncodable(text)) {
      throw new IllegalArgumentException("has an unpaired surrogate, which is not a character");
    }
    TextQuery parsed = TextQuery.parse(text);
    if (parsed.terms() > MAX_TERMS) {
      throw new IllegalArgumentException("has more than " + MAX_TERMS + " words and phrases");
    }
    return parsed.terms() == 0 ? "" : text;
  }
}

package dev.tidegate.text;

import java.util.List;

/**
 * A word at its place in a text.
 *
 * @param text in the form in which words are compared
 * @param start of its first character in the original text, in UTF-16 units
 * @param end behind its last character
 * @param link connection to the word before it
 */
public record Word(String text, int start, int end, Link link) {

  /** Connection of a word to the one before it. */
  public enum Link {
    /** At least a blank or a punctuation mark lies between them. */
    NONE,
    /** A sign that joins alternatives lies between them, as in {@code AB-123/4}. */
    LOOSE,
    /** They are parts of one word, as in {@code t-shirt}, {@code l'oreal}, and {@code 500ml}. */
    FIRM,
    /** They are parts of one number with a decimal sign, as in {@code 1,5}. */
    DECIMAL;

    /** Returns whether the two are parts of one word. */
    boolean isWithinWord() {
      return this == FIRM || this == DECIMAL;
    }
  }

  /** Returns the words as one. Decimal signs stay, so that {@code 1,5} is not {@code 15}. */
  static String join(List<Word> words) {
    StringBuilder joined = new StringBuilder();
    for (Word word : words) {
      if (word.link == Link.DECIMAL && !joined.isEmpty()) {
        joined.append('.');
      }
      joined.append(word.text);
    }
    return joined.toString();
  }
}

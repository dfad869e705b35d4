package dev.tidegate.text;

import java.util.Comparator;
import java.util.Set;

/**
 * What a word in a document must be like.
 *
 * @param word as the analyzer gave it
 * @param prefix whether it may go on
 * @param edits how many misspellings pass
 */
public record WordPattern(String word, boolean prefix, int edits)
    implements Comparable<WordPattern> {
  private static final Comparator<WordPattern> ORDER =
      Comparator.comparing(WordPattern::word)
          .thenComparing(WordPattern::prefix)
          .thenComparingInt(WordPattern::edits);

  @Override
  public int compareTo(WordPattern other) {
    return ORDER.compare(this, other);
  }

  /** The first character, which is never misspelt. */
  public int first() {
    return word.codePointAt(0);
  }

  public boolean matches(String other) {
    return other.equals(word)
        || (prefix && other.startsWith(word))
        || (edits > 0 && Spelling.within(word, other, edits));
  }

  /** Whether one of these is like that. */
  public boolean matchesAny(Set<String> words) {
    if (words.contains(word)) {
      return true;
    }
    if (prefix || edits > 0) {
      for (String other : words) {
        if (matches(other)) {
          return true;
        }
      }
    }
    return false;
  }
}

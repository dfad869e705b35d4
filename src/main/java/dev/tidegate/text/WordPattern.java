package dev.tidegate.text;

import java.util.Comparator;
import java.util.Set;

/**
 * Condition on a word in a document.
 *
 * @param word a result of the analyzer
 * @param prefix whether a prefix is enough
 * @param edits number of allowed edits
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

  /** Returns the first character, which allows no error. */
  public int first() {
    return word.codePointAt(0);
  }

  public boolean matches(String other) {
    return other.equals(word)
        || (prefix && other.startsWith(word))
        || (edits > 0 && Spelling.within(word, other, edits));
  }

  /** Returns whether one of the words meets the condition. */
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

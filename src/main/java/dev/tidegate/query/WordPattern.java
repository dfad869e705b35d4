package dev.tidegate.query;

import java.util.Set;

/**
 * What a word in a document must be like.
 *
 * @param word as the analyzer gave it
 * @param prefix whether it may go on
 * @param edits how many misspellings pass
 */
record WordPattern(String word, boolean prefix, int edits) {

  /** The first character, which is never misspelt. */
  int first() {
    return word.codePointAt(0);
  }

  boolean matches(String other) {
    return other.equals(word)
        || (prefix && other.startsWith(word))
        || (edits > 0
            && Math.abs(other.length() - word.length()) <= 2 * edits
            && Spelling.within(word.codePoints().toArray(), other.codePoints().toArray(), edits));
  }

  boolean matchesAny(Set<String> words) {
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

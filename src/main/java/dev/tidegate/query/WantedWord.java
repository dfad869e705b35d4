package dev.tidegate.query;

import dev.tidegate.query.DocumentWords.FieldWords;
import dev.tidegate.search.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One word of a query, which to the analyzer may be several, as t-shirt is. It is found where one
 * field has all of them as they stand, or where one field has all of them misspelt.
 *
 * @param exact as they stand; the last one perhaps only the beginning of a word
 * @param spelt with the misspellings allowed; empty where none are
 */
record WantedWord(List<WordPattern> exact, List<WordPattern> spelt) {

  /**
   * @param unfinished whether the word may still be on the way
   */
  static WantedWord of(String word, boolean unfinished, TextAnalyzer analyzer) {
    List<String> words = analyzer.words(word);
    List<WordPattern> exact = new ArrayList<>();
    for (String each : words) {
      exact.add(new WordPattern(each, unfinished && exact.size() == words.size() - 1, 0));
    }
    // Codes and numbers are not misspelt: another one is another thing.
    boolean isSpelt = word.codePoints().noneMatch(Character::isDigit);
    List<WordPattern> spelt =
        isSpelt
            ? words.stream().map(w -> new WordPattern(w, false, Spelling.editsAllowed(w))).toList()
            : List.of();
    return new WantedWord(List.copyOf(exact), spelt);
  }

  /** Signs alone are no words: nothing is wanted. */
  boolean isNothing() {
    return exact.isEmpty();
  }

  boolean isIn(FieldWords field) {
    return all(exact, field.all()) || (!spelt.isEmpty() && all(spelt, field.all()));
  }

  private static boolean all(List<WordPattern> patterns, Set<String> words) {
    for (WordPattern pattern : patterns) {
      if (!pattern.matchesAny(words)) {
        return false;
      }
    }
    return true;
  }

  /** What some word of every document that has this must be like: of the longest of ours. */
  WordPattern trace() {
    int longest = 0;
    for (int i = 1; i < exact.size(); i++) {
      if (exact.get(i).word().length() > exact.get(longest).word().length()) {
        longest = i;
      }
    }
    WordPattern plain = exact.get(longest);
    int edits = spelt.isEmpty() ? 0 : spelt.get(longest).edits();
    return new WordPattern(plain.word(), plain.prefix(), edits);
  }
}

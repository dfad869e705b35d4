package dev.tidegate.text;

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
public record WantedWord(List<WordPattern> exact, List<WordPattern> spelt) {

  /** Those of a query's text that want something: signs alone are no words. */
  public static List<WantedWord> allOf(TextQuery text, TextAnalyzer analyzer) {
    List<WantedWord> words = new ArrayList<>();
    for (int i = 0; i < text.words().size(); i++) {
      boolean unfinished = text.open() && i == text.words().size() - 1;
      WantedWord word = of(text.words().get(i), unfinished, analyzer);
      if (!word.exact().isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /**
   * @param unfinished whether the word may still be on the way
   */
  private static WantedWord of(String word, boolean unfinished, TextAnalyzer analyzer) {
    List<String> words = analyzer.words(word);
    List<WordPattern> exact = new ArrayList<>();
    for (String each : words) {
      exact.add(new WordPattern(each, unfinished && exact.size() == words.size() - 1, 0));
    }
    List<WordPattern> spelt =
        isSpelt(word, words)
            ? words.stream().map(w -> new WordPattern(w, false, Spelling.allowed(w))).toList()
            : List.of();
    return new WantedWord(List.copyOf(exact), spelt);
  }

  /**
   * Whether a word of a query is found where it is misspelt.
   *
   * @param words what the analyzer makes of it
   */
  public static boolean isSpelt(String word, List<String> words) {
    return Spelling.isSpelt(word, words);
  }

  /** Whether a field that has these words has it. */
  public boolean isIn(Set<String> words) {
    return all(exact, words) || (!spelt.isEmpty() && all(spelt, words));
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
  public WordPattern trace() {
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

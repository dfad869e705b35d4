package dev.tidegate.merchandising;

import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import java.util.List;

/** Search texts by what a search sees of them: words, phrases, and excluded terms, in order. */
final class SearchWords {
  private SearchWords() {}

  /**
   * Returns a text that is equal for search texts of the same words; empty for a text without
   * words. Case, accents, and punctuation make no difference.
   */
  static String of(String text, TextAnalyzer analyzer) {
    TextQuery query = TextQuery.parse(text);
    StringBuilder words = new StringBuilder();
    append(words, ' ', query.words(), analyzer);
    append(words, '"', query.phrases(), analyzer);
    append(words, '-', query.excluded(), analyzer);
    return words.toString();
  }

  /** The words themselves contain no such signs: they are letters and digits. */
  private static void append(
      StringBuilder words, char sign, List<String> terms, TextAnalyzer analyzer) {
    for (String term : terms) {
      char before = sign;
      for (String word : analyzer.words(term)) {
        words.append(before).append(word);
        before = ' ';
      }
    }
  }
}

package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.text.FieldTerms;
import dev.tidegate.text.QueryWords;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import dev.tidegate.text.WantedWord;
import dev.tidegate.text.WordPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Evaluation of the text of a query, with the meaning of the search. Every word and phrase must be
 * in some field, and no field may have an excluded one.
 */
final class TextMatch {
  private final List<WantedWord> words;
  private final List<List<String>> phrases;
  private final List<Excluded> excluded;

  /** Words that must not stand one after the other, nor as one. */
  private record Excluded(List<String> words, String joined) {
    boolean isIn(FieldTerms field) {
      return field.hasPhrase(words) || field.all().contains(joined);
    }
  }

  TextMatch(TextQuery text, Collection collection, TextAnalyzer analyzer) {
    this.words = QueryWords.of(text, collection, analyzer);
    this.phrases = wordLists(text.phrases(), analyzer);
    this.excluded =
        text.excluded().stream()
            .map(term -> new Excluded(analyzer.words(term), analyzer.joined(term)))
            .filter(term -> !term.words().isEmpty())
            .toList();
  }

  private static List<List<String>> wordLists(List<String> texts, TextAnalyzer analyzer) {
    return texts.stream().map(analyzer::words).filter(list -> !list.isEmpty()).toList();
  }

  boolean matches(DocumentWords document) {
    for (WantedWord word : words) {
      if (!anyField(document, word::isIn)) {
        return false;
      }
    }
    for (List<String> phrase : phrases) {
      if (!anyField(document, field -> field.hasPhrase(phrase))) {
        return false;
      }
    }
    for (Excluded term : excluded) {
      if (anyField(document, term::isIn)) {
        return false;
      }
    }
    return true;
  }

  private interface FieldTest {
    boolean holds(FieldTerms field);
  }

  private static boolean anyField(DocumentWords document, FieldTest test) {
    for (FieldTerms field : document.fields()) {
      if (test.holds(field)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns patterns of which every document that matches has at least one among its words and
   * terms: those of the longest word. Empty if the text wants nothing.
   */
  List<WordPattern> patterns() {
    List<List<WordPattern>> all = new ArrayList<>();
    words.forEach(word -> all.add(word.patterns()));
    for (List<String> phrase : phrases) {
      phrase.forEach(word -> all.add(List.of(new WordPattern(word, false, 0))));
    }
    return all.stream()
        .max(Comparator.comparingInt(patterns -> patterns.getFirst().word().length()))
        .orElse(List.of());
  }
}

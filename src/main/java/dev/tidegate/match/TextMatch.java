package dev.tidegate.match;

import dev.tidegate.match.DocumentWords.FieldWords;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.TextQuery;
import dev.tidegate.text.WantedWord;
import dev.tidegate.text.WordPattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a document has what a query's text asks for, with the meaning that the search has. Every
 * word and phrase must be in some field, nothing excluded in any.
 */
final class TextMatch {
  private final List<WantedWord> words;
  private final List<List<String>> phrases;
  private final List<List<String>> excluded;

  TextMatch(TextQuery text, TextAnalyzer analyzer) {
    this.words = WantedWord.allOf(text, analyzer);
    this.phrases = wordLists(text.phrases(), analyzer);
    this.excluded = wordLists(text.excluded(), analyzer);
  }

  private static List<List<String>> wordLists(List<String> texts, TextAnalyzer analyzer) {
    return texts.stream().map(analyzer::words).filter(list -> !list.isEmpty()).toList();
  }

  boolean matches(DocumentWords document) {
    for (WantedWord word : words) {
      if (!anyField(document, field -> word.isIn(field.all()))) {
        return false;
      }
    }
    for (List<String> phrase : phrases) {
      if (!anyField(document, field -> field.hasPhrase(phrase))) {
        return false;
      }
    }
    for (List<String> phrase : excluded) {
      if (anyField(document, field -> field.hasPhrase(phrase))) {
        return false;
      }
    }
    return true;
  }

  private interface FieldTest {
    boolean holds(FieldWords field);
  }

  private static boolean anyField(DocumentWords document, FieldTest test) {
    for (FieldWords field : document.fields()) {
      if (test.holds(field)) {
        return true;
      }
    }
    return false;
  }

  /** What some word of every document that matches is like; empty where that can't be said. */
  Optional<WordPattern> trace() {
    WordPattern best = null;
    for (WantedWord word : words) {
      best = longer(best, word.trace());
    }
    for (List<String> phrase : phrases) {
      for (String word : phrase) {
        best = longer(best, new WordPattern(word, false, 0));
      }
    }
    return Optional.ofNullable(best);
  }

  private static WordPattern longer(@Nullable WordPattern a, WordPattern b) {
    return a == null || b.word().length() > a.word().length() ? b : a;
  }
}

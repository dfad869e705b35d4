package dev.tidegate.search;

import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Utf8;
import dev.tidegate.text.Phrases;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Completions of a typed text, made from the documents that match it. */
final class Suggestions {
  /** Most characters of a suggestion: it completes what is typed into one line. */
  private static final int LONGEST = 200;

  /** Of a longer name, what follows is not examined. */
  private static final int EXAMINED_BYTES = 2 << 10;

  private final TextAnalyzer analyzer;
  private final List<String> typed;

  Suggestions(TextAnalyzer analyzer, String typed) {
    this.analyzer = analyzer;
    this.typed = analyzer.words(typed);
  }

  /**
   * Phrases first, half of the limit at most, then documents; each text once.
   *
   * @param states the best first; those that are gone, or have no name, suggest nothing
   */
  List<Suggestion> of(Field names, List<DocumentState> states, int limit) {
    Map<String, Suggestion> products = new LinkedHashMap<>();
    Phrases phrases = new Phrases(typed);
    for (DocumentState state : states) {
      byte @Nullable [] name = state.values() == null ? null : state.values().get(names);
      if (name != null) {
        String text = Utf8.prefix(Fragments.strings(name).getFirst(), EXAMINED_BYTES);
        List<Word> words = analyzer.divide(text);
        if (products.putIfAbsent(
                key(words), new Suggestion(shortened(text, words), state.key().id()))
            == null) {
          phrases.add(text, words);
        }
      }
    }
    Map<String, Suggestion> all = new LinkedHashMap<>();
    for (String phrase : phrases.best((limit + 1) / 2)) {
      String key = key(analyzer.divide(phrase));
      if (phrase.length() <= LONGEST && !products.containsKey(key)) {
        all.putIfAbsent(key, new Suggestion(phrase, null));
      }
    }
    products.forEach(all::putIfAbsent);
    return all.values().stream().limit(limit).toList();
  }

  /** The text up to the end of the last word that fits. */
  private static String shortened(String text, List<Word> words) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = 0;
    for (Word word : words) {
      if (word.end() > LONGEST) {
        break;
      }
      end = word.end();
    }
    if (end > 0) {
      return text.substring(0, end);
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
  }

  private static String key(List<Word> words) {
    return String.join(" ", words.stream().map(Word::text).toList());
  }
}

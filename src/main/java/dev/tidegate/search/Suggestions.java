package dev.tidegate.search;

import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Field;
import dev.tidegate.model.Fragments;
import dev.tidegate.text.Phrases;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.text.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the text typed may become, made of the documents that it leads to. */
final class Suggestions {
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
        String text = Fragments.strings(name).getFirst();
        List<Word> words = analyzer.divide(text);
        if (products.putIfAbsent(key(words), new Suggestion(text, state.key().id())) == null) {
          phrases.add(text, words);
        }
      }
    }
    Map<String, Suggestion> all = new LinkedHashMap<>();
    for (String phrase : phrases.best((limit + 1) / 2)) {
      String key = key(analyzer.divide(phrase));
      if (!products.containsKey(key)) {
        all.putIfAbsent(key, new Suggestion(phrase, null));
      }
    }
    products.forEach(all::putIfAbsent);
    return all.values().stream().limit(limit).toList();
  }

  private static String key(List<Word> words) {
    return String.join(" ", words.stream().map(Word::text).toList());
  }
}

package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks the words of a query in a document as it is now, so that nothing is shown which is there no
 * longer. Words are what the analyzer says, and are found as a search finds them; misspelt ones are
 * marked only where the document has no right one.
 */
final class Highlighter {
  private final TextAnalyzer analyzer;
  private final List<WantedWord> words;
  private final List<List<String>> phrases;

  Highlighter(TextQuery query, TextAnalyzer analyzer) {
    this.analyzer = analyzer;
    this.words = WantedWord.allOf(query, analyzer);
    this.phrases = query.phrases().stream().map(analyzer::words).toList();
  }

  /** By field name, HTML of the text fields in which a word was found. */
  Map<String, String> highlight(Collection collection, Values values) {
    Map<String, MarkedText> texts = new LinkedHashMap<>();
    for (Field field : collection.fields()) {
      byte[] value = values.get(field);
      if (value != null && field.searchable() && field.type() == FieldType.TEXT) {
        String text = Fragments.strings(value).getFirst();
        texts.put(field.name(), new MarkedText(text, analyzer.divide(text)));
      }
    }
    words.forEach(word -> mark(word, List.copyOf(texts.values())));
    phrases.forEach(phrase -> texts.values().forEach(text -> text.markPhrase(phrase)));
    Map<String, String> marked = new LinkedHashMap<>();
    texts.forEach(
        (field, text) -> {
          if (text.isMarked()) {
            marked.put(field, text.html());
          }
        });
    return marked;
  }

  private static void mark(WantedWord word, List<MarkedText> texts) {
    boolean right = false;
    for (MarkedText text : texts) {
      right |= text.mark(word.exact());
    }
    if (!right && !word.spelt().isEmpty()) {
      texts.forEach(text -> text.mark(word.spelt()));
    }
  }
}

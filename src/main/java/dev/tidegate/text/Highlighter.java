package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
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
public final class Highlighter {
  private final TextAnalyzer analyzer;
  private final List<WantedWord> words;
  private final List<List<String>> phrases;

  public Highlighter(TextQuery query, TextAnalyzer analyzer) {
    this.analyzer = analyzer;
    this.words = WantedWord.allOf(query, analyzer);
    this.phrases = query.phrases().stream().map(analyzer::words).toList();
  }

  /** By field name, HTML of the values of each field in which a word was found. */
  public Map<String, List<String>> highlight(Collection collection, Values values) {
    Map<String, MarkedField> fields = new LinkedHashMap<>();
    for (Field field : SearchedFields.of(collection)) {
      byte[] value = values.get(field);
      if (value != null) {
        fields.put(field.name(), MarkedField.of(Fragments.strings(value), analyzer));
      }
    }
    words.forEach(word -> mark(word, List.copyOf(fields.values())));
    phrases.forEach(phrase -> fields.values().forEach(field -> field.markPhrase(phrase)));
    Map<String, List<String>> marked = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          if (field.isMarked()) {
            marked.put(name, field.html());
          }
        });
    return marked;
  }

  private static void mark(WantedWord word, List<MarkedField> fields) {
    boolean right = false;
    for (MarkedField field : fields) {
      right |= field.mark(word.exact());
    }
    if (!right && !word.spelt().isEmpty()) {
      fields.forEach(field -> field.mark(word.spelt()));
    }
  }
}

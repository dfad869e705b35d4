package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Fragments;
import dev.tidegate.model.Values;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Highlighting of one document in steps, each of which takes some milliseconds at most: a field is
 * divided, or a word or a phrase of the query is marked. Confined to one thread.
 */
public final class Highlighting {
  private final Collection collection;
  private final Values values;
  private final TextAnalyzer analyzer;
  private final Iterator<Field> divided;
  private final Iterator<WantedWord> words;
  private final Iterator<List<String>> phrases;
  private final Map<String, MarkedField> fields = new LinkedHashMap<>();

  Highlighting(
      Collection collection,
      Values values,
      TextAnalyzer analyzer,
      List<WantedWord> words,
      List<List<String>> phrases) {
    this.collection = collection;
    this.values = values;
    this.analyzer = analyzer;
    this.divided = SearchedFields.of(collection).iterator();
    this.words = words.iterator();
    this.phrases = phrases.iterator();
  }

  /** Does the next step. Returns whether another one follows. */
  public boolean advance() {
    if (divided.hasNext()) {
      divide(divided.next());
    } else if (words.hasNext()) {
      mark(words.next());
    } else if (phrases.hasNext()) {
      List<String> phrase = phrases.next();
      fields.values().forEach(field -> field.markPhrase(phrase));
    }
    return divided.hasNext() || words.hasNext() || phrases.hasNext();
  }

  private void divide(Field field) {
    byte[] value = values.get(field);
    if (value != null) {
      List<String> searched = SearchedText.of(Fragments.strings(value));
      fields.put(field.name(), MarkedField.of(collection, field, searched, analyzer));
    }
  }

  private void mark(WantedWord word) {
    boolean right = false;
    for (MarkedField field : fields.values()) {
      right |= field.mark(word);
    }
    if (!right && word.edits() > 0) {
      fields.values().forEach(field -> field.markMisspelt(word));
    }
  }

  /** By field name, HTML of the values of each field in which something was marked. */
  public Map<String, List<String>> result() {
    Map<String, List<String>> marked = new LinkedHashMap<>();
    fields.forEach(
        (name, field) -> {
          if (field.isMarked()) {
            marked.put(name, field.html());
          }
        });
    return marked;
  }
}

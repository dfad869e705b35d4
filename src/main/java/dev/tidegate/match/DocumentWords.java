package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.text.SearchedFields;
import dev.tidegate.text.SearchedText;
import dev.tidegate.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words of a document, field by field as far as {@code q} looks into them. */
public record DocumentWords(List<FieldWords> fields) {
  /** What a word takes in the list, in the set, and by itself, without its characters. */
  private static final int WORD = 104;

  /**
   * The words of one field.
   *
   * @param values of each of its values, in order
   * @param all of them, without order
   */
  public record FieldWords(List<List<String>> values, Set<String> all) {

    private long bytes() {
      long bytes = WORD;
      for (List<String> value : values) {
        for (String word : value) {
          bytes += WORD + word.length();
        }
      }
      return bytes;
    }

    boolean hasPhrase(List<String> phrase) {
      return values.stream().anyMatch(value -> Collections.indexOfSubList(value, phrase) >= 0);
    }
  }

  /** About the bytes of heap that they take. */
  long bytes() {
    return fields.stream().mapToLong(FieldWords::bytes).sum();
  }

  static DocumentWords of(Collection collection, Candidate document, TextAnalyzer analyzer) {
    List<FieldWords> fields = new ArrayList<>();
    for (Field field : SearchedFields.of(collection)) {
      if (document.has(field)) {
        List<List<String>> values =
            SearchedText.of(document.strings(field)).stream().map(analyzer::words).toList();
        Set<String> all = new HashSet<>();
        values.forEach(all::addAll);
        fields.add(new FieldWords(values, all));
      }
    }
    return new DocumentWords(fields);
  }
}

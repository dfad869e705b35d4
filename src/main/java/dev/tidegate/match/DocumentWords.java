package dev.tidegate.match;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.text.FieldTerms;
import dev.tidegate.text.SearchedFields;
import dev.tidegate.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;

/** Words and terms of a document, field by field as far as {@code q} searches them. */
public record DocumentWords(List<FieldTerms> fields) {
  /** Heap that a word takes in the list, in the set, and by itself, without its characters. */
  private static final int WORD = 104;

  /** About the bytes of heap that they take. */
  long bytes() {
    return fields.stream().mapToLong(DocumentWords::bytes).sum();
  }

  private static long bytes(FieldTerms field) {
    long bytes = WORD;
    for (String term : field.all()) {
      bytes += WORD + term.length();
    }
    for (List<String> value : field.values()) {
      bytes += (long) Integer.BYTES * value.size();
      for (String word : value) {
        bytes += word.length();
      }
    }
    return bytes;
  }

  static DocumentWords of(Collection collection, Candidate document, TextAnalyzer analyzer) {
    List<FieldTerms> fields = new ArrayList<>();
    for (Field field : SearchedFields.of(collection)) {
      if (document.has(field)) {
        fields.add(FieldTerms.of(collection, field, document.strings(field), analyzer));
      }
    }
    return new DocumentWords(fields);
  }
}

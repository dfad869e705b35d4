package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Words and terms of one field of a document. The index and live queries both take them from here.
 *
 * @param values words of each value of the field, in order
 * @param all words and terms, without order
 */
public record FieldTerms(List<List<String>> values, Set<String> all) {

  /**
   * Analyzes the searched part of a field.
   *
   * @param values of the field
   */
  public static FieldTerms of(
      Collection collection, Field field, List<String> values, TextAnalyzer analyzer) {
    List<List<String>> words = new ArrayList<>(values.size());
    Set<String> all = new HashSet<>();
    for (String value : SearchedText.of(values)) {
      List<Word> divided = analyzer.divide(value);
      List<String> texts = new ArrayList<>(divided.size());
      divided.forEach(word -> texts.add(word.text()));
      words.add(texts);
      all.addAll(texts);
      for (Span span : analyzer.terms(collection, field, divided)) {
        all.add(span.term());
      }
    }
    return new FieldTerms(words, all);
  }

  /**
   * Returns whether neighbors in the field are joined: in names and keywords, which are short, but
   * not in descriptions.
   */
  static boolean hasPairs(Collection collection, Field field) {
    return field.type() == FieldType.KEYWORD || field.equals(LeadingText.of(collection));
  }

  /**
   * Returns whether the words stand one after the other in one value. A single one may be a joined
   * word.
   */
  public boolean hasPhrase(List<String> phrase) {
    if (phrase.size() == 1) {
      return all.contains(phrase.getFirst());
    }
    for (List<String> value : values) {
      if (Collections.indexOfSubList(value, phrase) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the terms that are neither words nor joined neighbors: joined words and stems. */
  public Set<String> joined() {
    Set<String> joined = new LinkedHashSet<>();
    Set<String> words = new HashSet<>();
    values.forEach(words::addAll);
    for (String term : all) {
      if (!term.startsWith(Terms.PAIR) && !words.contains(term)) {
        joined.add(term);
      }
    }
    return joined;
  }

  /** Returns the joined neighbors. */
  public Set<String> pairs() {
    Set<String> pairs = new LinkedHashSet<>();
    for (String term : all) {
      if (term.startsWith(Terms.PAIR)) {
        pairs.add(term);
      }
    }
    return pairs;
  }
}

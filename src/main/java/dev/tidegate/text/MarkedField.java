package dev.tidegate.text;

import java.util.List;

/**
 * A field's values with some of their words marked. As a search has it, a word that the analyzer
 * divides may have its parts in several of them.
 */
record MarkedField(List<MarkedText> values) {

  static MarkedField of(List<String> values, TextAnalyzer analyzer) {
    return new MarkedField(
        values.stream().map(value -> new MarkedText(value, analyzer.divide(value))).toList());
  }

  /** Marks what is found by any of these, if all of them find something; answers whether so. */
  boolean mark(List<WordPattern> wanted) {
    for (WordPattern one : wanted) {
      if (values.stream().noneMatch(value -> value.has(one))) {
        return false;
      }
    }
    wanted.forEach(one -> values.forEach(value -> value.mark(one)));
    return !wanted.isEmpty();
  }

  void markPhrase(List<String> phrase) {
    values.forEach(value -> value.markPhrase(phrase));
  }

  boolean isMarked() {
    return values.stream().anyMatch(MarkedText::isMarked);
  }

  List<String> html() {
    return values.stream().map(MarkedText::html).toList();
  }
}

package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The values of a field with some of their words marked. */
record MarkedField(List<MarkedText> values) {

  static MarkedField of(
      Collection collection, Field field, List<String> values, TextAnalyzer analyzer) {
    List<MarkedText> marked = new ArrayList<>(values.size());
    for (String value : values) {
      List<Word> words = analyzer.divide(value);
      marked.add(new MarkedText(value, words, analyzer.terms(collection, field, words)));
    }
    return new MarkedField(marked);
  }

  /** Marks a wanted word where it is without typing errors. Returns whether it is anywhere. */
  boolean mark(WantedWord word) {
    boolean marked = mark(word::finds);
    if (word.isCompound()) {
      marked |= markPhrase(word.parts());
      marked |= word.unfinished() && markBegunParts(word);
    }
    for (List<String> phrase : word.phrases()) {
      marked |= markPhrase(phrase);
    }
    return marked;
  }

  /** Marks fuzzy matches of a wanted word. */
  void markMisspelt(WantedWord word) {
    mark(word::isMisspelt);
  }

  private boolean markBegunParts(WantedWord word) {
    Set<String> words = new HashSet<>();
    values.forEach(value -> value.words().forEach(each -> words.add(each.text())));
    if (!word.hasBegunParts(words)) {
      return false;
    }
    Set<String> parts = new HashSet<>(word.parts());
    String last = word.parts().getLast();
    return mark(text -> parts.contains(text) || text.startsWith(last));
  }

  private boolean mark(Predicate<String> condition) {
    boolean marked = false;
    for (MarkedText value : values) {
      marked |= value.mark(condition);
    }
    return marked;
  }

  boolean markPhrase(List<String> phrase) {
    boolean marked = false;
    for (MarkedText value : values) {
      marked |= value.markPhrase(phrase);
    }
    return marked;
  }

  boolean isMarked() {
    return values.stream().anyMatch(MarkedText::isMarked);
  }

  List<String> html() {
    return values.stream().map(MarkedText::html).toList();
  }
}

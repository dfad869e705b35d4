package dev.tidegate.equivalence;

import dev.tidegate.equivalence.Words.Link;
import dev.tidegate.equivalence.Words.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Words by which one field of a document is found.
 *
 * @param values words of each value
 * @param words all words, and linked words as one
 * @param pairs neighbors as one
 * @param stems singulars of plurals, if the collection is English
 */
record FieldWords(
    List<List<String>> values, Set<String> words, Set<String> pairs, Set<String> stems) {
  private static final int SHORTEST_PAIR = 5;

  /**
   * Divides a field.
   *
   * @param named whether it is a name or a keyword, in which all neighbors are joined
   */
  static FieldWords of(List<String> texts, boolean named, boolean english) {
    FieldWords field =
        new FieldWords(new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    for (String text : texts) {
      List<Word> words = Words.of(text);
      field.values.add(Words.texts(words));
      int first = 0;
      for (int i = 0; i < words.size(); i++) {
        Word word = words.get(i);
        field.words.add(word.text());
        if (word.link() == Link.NONE) {
          first = i;
        }
        if (i + 1 == words.size() || words.get(i + 1).link() == Link.NONE) {
          field.words.add(Words.joined(words.subList(first, i + 1)));
        }
        if (i > 0 && isPair(words.get(i - 1).text(), word, named)) {
          field.pairs.add(Words.joined(words.subList(i - 1, i + 1)));
        }
      }
    }
    if (english) {
      field.words.forEach(word -> field.stems.add(Vocabulary.singular(word)));
    }
    return field;
  }

  private static boolean isPair(String left, Word right, boolean named) {
    return right.link() != Link.NONE
        || (named
            && left.length() + right.text().length() >= SHORTEST_PAIR
            && isSpelt(left)
            && isSpelt(right.text()));
  }

  private static boolean isSpelt(String word) {
    return Character.isLetter(word.charAt(0)) && !Words.isUnit(word.charAt(0));
  }

  boolean has(Predicate<String> word) {
    return words.stream().anyMatch(word);
  }

  /**
   * Returns whether the words stand one after the other; a single one may be linked words as one.
   */
  boolean hasPhrase(List<String> phrase) {
    return (phrase.size() == 1 && words.contains(phrase.getFirst()))
        || values.stream().anyMatch(value -> Collections.indexOfSubList(value, phrase) >= 0);
  }

  /** Returns whether an exclusion applies: the phrase, or all of it as one word. */
  boolean isExcludedBy(List<Word> phrase) {
    return hasPhrase(Words.texts(phrase)) || words.contains(Words.joined(phrase));
  }
}

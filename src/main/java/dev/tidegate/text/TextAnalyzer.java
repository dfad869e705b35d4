package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import java.util.List;

/**
 * Division of text into words and terms, for the index, for queries, and for live queries alike.
 * Usable on any thread.
 */
public interface TextAnalyzer {

  /** Returns the words of a text in their order, without regard to case and accents. */
  default List<String> words(String text) {
    return divide(text).stream().map(Word::text).toList();
  }

  /** Returns the words of a text as one. */
  default String joined(String text) {
    return Word.join(divide(text));
  }

  /** Returns the words of a text with their places. */
  List<Word> divide(String text);

  /**
   * Returns the words of a part of a query, those together that are parts of one word: {@code
   * t-shirt/mug} has the groups {@code t shirt} and {@code mug}.
   */
  List<List<Word>> groups(String text);

  /** Returns the terms of a value of a field besides its words. */
  List<Span> terms(Collection collection, Field field, List<Word> words);

  /** Returns the stem of a word in the language of the collection; the word itself without one. */
  String stem(Collection collection, String word);

  /** Returns the synonyms of a collection. */
  Synonyms synonyms(Collection collection);

  /** Returns the key that a text is sorted by: keys are compared by code point. */
  String sortKey(String text);
}

package dev.tidegate.text;

import java.util.List;

/**
 * How text becomes words: for the index, for queries and for matching in process alike, so that all
 * three mean the same. Usable on any thread.
 */
public interface TextAnalyzer {

  /** The words of a text in their order, without regard to case and accents. */
  default List<String> words(String text) {
    return divide(text).stream().map(Word::text).toList();
  }

  /** The same words with the places where they stand. */
  List<Word> divide(String text);

  /** What a text is sorted by: the text itself without regard to case and accents. */
  String sortKey(String text);
}

package dev.tidegate.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A word of a query as a text may have it.
 *
 * @param parts what the analyzer makes of it: several of t-shirt, none of a sign
 * @param unfinished whether its last part may be the beginning of a word
 * @param spelt whether it may be misspelt: codes and numbers are not
 */
record WantedWord(List<String> parts, boolean unfinished, boolean spelt) {

  static WantedWord of(String word, boolean unfinished, TextAnalyzer analyzer) {
    boolean spelt = word.codePoints().noneMatch(Character::isDigit);
    return new WantedWord(analyzer.words(word), unfinished, spelt);
  }

  /** What each part is found by; a text must have all of them. */
  List<Predicate<String>> rightly() {
    List<Predicate<String>> tests = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      boolean begins = unfinished && i == parts.size() - 1;
      tests.add(begins ? word -> word.startsWith(part) : part::equals);
    }
    return tests;
  }

  /** The same, of words that may be meant. */
  List<Predicate<String>> misspelt() {
    List<Predicate<String>> tests = new ArrayList<>();
    parts.forEach(part -> tests.add(word -> Spelling.mayBe(word, part)));
    return tests;
  }
}

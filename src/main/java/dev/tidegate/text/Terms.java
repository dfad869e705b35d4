package dev.tidegate.text;

import dev.tidegate.text.Word.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * The terms by which the words of a text are found besides the words themselves.
 *
 * <ul>
 *   <li>Linked words as one: {@code t-shirt} has {@code tshirt}.
 *   <li>Two neighbors as one, marked with {@value #PAIR}: {@code red bull} has {@code +redbull}.
 *       Only words that a query may write as one count.
 *   <li>Stems in the language of the collection, marked with {@value #STEM}, where they differ from
 *       the word.
 * </ul>
 *
 * <p>No word begins with a mark, so that terms are never mistaken for words.
 */
public final class Terms {
  /** Mark of two words that are written as one. */
  public static final String PAIR = "+";

  /** Mark of a stem. */
  static final String STEM = "~";

  /** Most words that one term joins. */
  private static final int MAX_PARTS = 8;

  /** Most UTF-16 units of a joined term. */
  private static final int MAX_JOINED = 64;

  /** Shorter ones would be found by accident. */
  private static final int MIN_PAIR = 5;

  private Terms() {}

  /**
   * Returns the terms of a text.
   *
   * @param pairs whether words that only stand side by side are joined
   */
  static List<Span> of(List<Word> words, boolean pairs, Stemmer stemmer) {
    List<Span> terms = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      add(terms, words.get(i).text(), i, i + 1, stemmer);
    }
    int first = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || words.get(i).link() == Link.NONE) {
        if (i - first > 1 && i - first <= MAX_PARTS) {
          String joined = join(words, first, i);
          if (joined.length() <= MAX_JOINED) {
            terms.add(new Span(joined, first, i));
            add(terms, joined, first, i, stemmer);
          }
        }
        first = i;
      }
    }
    for (int i = 1; i < words.size(); i++) {
      if (isPair(words.get(i - 1), words.get(i), pairs)) {
        terms.add(new Span(PAIR + join(words, i - 1, i + 1), i - 1, i + 1));
      }
    }
    return terms;
  }

  private static void add(List<Span> terms, String word, int first, int end, Stemmer stemmer) {
    String stem = stemmer.stem(word);
    if (!stem.equals(word)) {
      terms.add(new Span(STEM + stem, first, end));
    }
  }

  private static boolean isPair(Word a, Word b, boolean pairs) {
    int length = a.text().length() + b.text().length();
    if (length > MAX_JOINED || (b.link() == Link.NONE && !pairs)) {
      return false;
    }
    return b.link() != Link.NONE || (length >= MIN_PAIR && isSpelt(a.text()) && isSpelt(b.text()));
  }

  /**
   * Returns whether people write it together with a neighbor: not an ideograph, a sign, or a
   * number.
   */
  private static boolean isSpelt(String word) {
    return switch (CharacterKind.of(word.codePointAt(0))) {
      case LETTER, UNSPACED -> true;
      case DIGIT, UNIT, PICTURE, MARK, NONE -> false;
    };
  }

  private static String join(List<Word> words, int first, int end) {
    return Word.join(words.subList(first, end));
  }
}

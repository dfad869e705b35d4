package dev.tidegate.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One word of a query and its alternatives in a document. A field has the word if any of these
 * holds:
 *
 * <ul>
 *   <li>It has the parts one after the other, or joined to one word: {@code t-shirt}, {@code
 *       tshirt}.
 *   <li>It has one of the other terms or phrases: a stem, a synonym, or the word and its neighbor
 *       in the query as one.
 *   <li>The word is unfinished, and a word or a term continues it.
 *   <li>A word differs by at most {@link #edits} edits.
 * </ul>
 *
 * @param parts words that the analyzer makes of it, at least one
 * @param joined the parts as one word
 * @param others terms that count as well
 * @param phrases sequences of words that count as well
 * @param unfinished whether more of the word may follow
 * @param edits typing errors that are tolerated in {@link #joined}
 */
public record WantedWord(
    List<String> parts,
    String joined,
    Set<String> others,
    List<List<String>> phrases,
    boolean unfinished,
    int edits) {
  /** Shortest beginning of two joined neighbors. */
  private static final int MIN_PAIR_PREFIX = 4;

  /** No two joined neighbors are longer. */
  private static final int MAX_PAIR_PREFIX = 64;

  public WantedWord {
    parts = List.copyOf(parts);
    others = Collections.unmodifiableSet(new TreeSet<>(others));
    phrases = List.copyOf(phrases);
  }

  /** Returns whether the analyzer made several words of it. */
  public boolean isCompound() {
    return parts.size() > 1;
  }

  /** The term of two neighbors in a document that are this word if they are joined. */
  public String pair() {
    return Terms.PAIR + joined;
  }

  /**
   * Returns whether neighbors in a document are found that begin with this word if they are joined.
   */
  public boolean beginsPair() {
    return unfinished && joined.length() >= MIN_PAIR_PREFIX && joined.length() <= MAX_PAIR_PREFIX;
  }

  /** Returns whether the field has the word. */
  public boolean isIn(FieldTerms field) {
    Set<String> all = field.all();
    if (all.contains(joined) || all.contains(pair())) {
      return true;
    }
    for (String other : others) {
      if (all.contains(other)) {
        return true;
      }
    }
    if (isCompound() && field.hasPhrase(parts)) {
      return true;
    }
    for (List<String> phrase : phrases) {
      if (field.hasPhrase(phrase)) {
        return true;
      }
    }
    return isBegunIn(all) || (edits > 0 && anyMatches(all, this::isMisspelt));
  }

  private boolean isBegunIn(Set<String> terms) {
    return unfinished
        && (anyMatches(terms, this::continues) || (isCompound() && hasBegunParts(terms)));
  }

  /** Returns whether all parts exist, the last one as a prefix of a word. */
  boolean hasBegunParts(Set<String> terms) {
    return terms.containsAll(parts.subList(0, parts.size() - 1))
        && anyMatches(terms, term -> term.startsWith(parts.getLast()));
  }

  private boolean continues(String term) {
    return term.startsWith(joined) || (beginsPair() && term.startsWith(pair()));
  }

  /** Returns whether the term is this word, without typing errors. */
  boolean finds(String term) {
    return term.equals(joined)
        || term.equals(pair())
        || others.contains(term)
        || (unfinished && continues(term));
  }

  /** Returns whether the term is this word with the typing errors that are tolerated. */
  boolean isMisspelt(String term) {
    return edits > 0 && Spelling.within(joined, term, edits);
  }

  private interface TermTest {
    boolean holds(String term);
  }

  private static boolean anyMatches(Set<String> terms, TermTest test) {
    for (String term : terms) {
      if (test.holds(term)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns patterns of which every document that has the word has at least one among its words and
   * terms.
   */
  public List<WordPattern> patterns() {
    List<WordPattern> patterns = new ArrayList<>();
    patterns.add(new WordPattern(joined, unfinished, edits));
    patterns.add(new WordPattern(pair(), beginsPair(), 0));
    others.forEach(other -> patterns.add(new WordPattern(other, false, 0)));
    if (isCompound()) {
      String longest = longest(parts);
      patterns.add(new WordPattern(longest, unfinished && longest.equals(parts.getLast()), 0));
    }
    phrases.forEach(phrase -> patterns.add(new WordPattern(longest(phrase), false, 0)));
    return patterns.stream().distinct().toList();
  }

  static String longest(List<String> words) {
    return words.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
  }
}

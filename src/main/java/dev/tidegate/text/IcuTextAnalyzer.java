package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.text.Word.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * Analysis by Unicode's rules with ICU: {@link WordDivider} divides, {@link Folding} makes words
 * comparable in any script, and {@link Stemmer} stems where a language is declared.
 */
public final class IcuTextAnalyzer implements TextAnalyzer {
  /** Of what is longer, the rest does not count for the order. */
  private static final int LONGEST_SORT_KEY = 512;

  /** A letter becomes at most so many. */
  private static final int MOST_OF_ONE = 4;

  private final Function<Collection, Synonyms> synonyms;

  /** Creates an analyzer without synonyms. */
  public IcuTextAnalyzer() {
    this(collection -> Synonyms.NONE);
  }

  /**
   * Creates an analyzer.
   *
   * @param synonyms returns the present synonyms of a collection; called on any thread
   */
  public IcuTextAnalyzer(Function<Collection, Synonyms> synonyms) {
    this.synonyms = synonyms;
  }

  @Override
  public List<Word> divide(String text) {
    return new WordDivider(text, false).divide();
  }

  @Override
  public List<List<Word>> groups(String text) {
    List<List<Word>> groups = new ArrayList<>();
    for (Word word : new WordDivider(text, true).divide()) {
      if (groups.isEmpty() || word.link() != Link.FIRM) {
        groups.add(new ArrayList<>(1));
      }
      groups.getLast().add(word);
    }
    return groups;
  }

  @Override
  public List<Span> terms(Collection collection, Field field, List<Word> words) {
    return Terms.of(
        words, FieldTerms.hasPairs(collection, field), Stemmer.of(collection.language()));
  }

  @Override
  public String stem(Collection collection, String word) {
    return Stemmer.of(collection.language()).stem(word);
  }

  @Override
  public Synonyms synonyms(Collection collection) {
    return synonyms.apply(collection);
  }

  @Override
  public String sortKey(String text) {
    int end = Math.min(text.length(), LONGEST_SORT_KEY);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    char[] lower = text.substring(0, end).toLowerCase(Locale.ROOT).toCharArray();
    char[] folded = new char[lower.length * MOST_OF_ONE];
    int length = ASCIIFoldingFilter.foldToASCII(lower, 0, folded, 0, lower.length);
    return new String(folded, 0, length);
  }
}

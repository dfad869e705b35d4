package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Analysis by Unicode's rules with ICU: {@link WordDivider} divides, {@link Folding} makes words
 * comparable in any script, and {@link Stemmer} stems where a language is declared.
 */
public final class IcuTextAnalyzer implements TextAnalyzer {
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
      if (groups.isEmpty() || !word.link().isWithinWord()) {
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
    return CollationKeys.of(text);
  }
}

package dev.tidegate.text;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Values;
import java.util.List;
import java.util.Map;

/**
 * Highlighter of the words of a query in a current document. The analyzer defines the words, and
 * they are found as in a search. Words with typing errors are marked only if the document has no
 * exact one. Of each field, only {@link SearchedText} is marked and returned.
 */
public final class Highlighter {
  private final Collection collection;
  private final TextAnalyzer analyzer;
  private final List<WantedWord> words;
  private final List<List<String>> phrases;

  /** Creates the highlighter of a query. Its optional words are not marked. */
  public Highlighter(TextQuery query, Collection collection, TextAnalyzer analyzer) {
    this.collection = collection;
    this.analyzer = analyzer;
    this.words = QueryWords.of(query, collection, analyzer);
    this.phrases = query.phrases().stream().map(analyzer::words).toList();
  }

  /** Starts the work on one document, which is done in steps. */
  public Highlighting start(Values values) {
    return new Highlighting(collection, values, analyzer, words, phrases);
  }

  /** By field name, HTML of the values of each field in which a word was found. */
  public Map<String, List<String>> highlight(Values values) {
    Highlighting work = start(values);
    while (work.advance()) {
      // Each step does its part.
    }
    return work.result();
  }
}

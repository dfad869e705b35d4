package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import java.util.List;

/**
 * Queries for completions: each typed word is a word of the leading text or a prefix of one, not
 * only the last word.
 */
public final class CompletionQueries {
  private static final double EXACT = 4;
  private static final double PREFIX = 2;
  private static final double IN_ORDER = 2;

  /** Weight of preferred documents, above every other score. */
  private static final double PREFERRED = 1_024;

  private final SearchedField leading;
  private final Collection collection;

  public CompletionQueries(Collection collection, Field leading) {
    this.collection = collection;
    this.leading = new SearchedField(leading, IndexMapping.words(leading), 1, true);
  }

  /** Returns a query for documents with the typed words and prefixes. */
  public Query prefixes(List<String> typed) {
    BoolQuery.Builder query = new BoolQuery.Builder();
    for (int i = 0; i < typed.size(); i++) {
      Query prefix = Scores.constant(WordQueries.prefix(leading, typed.get(i)), PREFIX);
      Query exact = Scores.constant(WordQueries.all(leading, typed.get(i)), EXACT);
      // The last word is unfinished: an exact match adds nothing.
      query.must(i == typed.size() - 1 ? prefix : Scores.best(List.of(exact, prefix)));
    }
    return ranked(query, typed);
  }

  /** Returns the same query with typing errors in the typed prefixes. */
  public Query fuzzy(List<String> typed) {
    BoolQuery.Builder query = new BoolQuery.Builder();
    for (String word : typed) {
      query.must(Scores.constant(fuzzyPrefix(word), EXACT));
    }
    return ranked(query, typed);
  }

  private Query fuzzyPrefix(String word) {
    int length = word.codePointCount(0, word.length());
    String prefix =
        length <= IndexMapping.LONGEST_PREFIX
            ? word
            : word.substring(0, word.offsetByCodePoints(0, IndexMapping.LONGEST_PREFIX));
    return Query.of(
        q ->
            q.fuzzy(
                f ->
                    f.field(IndexMapping.BEGINNINGS)
                        .value(prefix)
                        .fuzziness("AUTO")
                        .prefixLength(1)));
  }

  private Query ranked(BoolQuery.Builder query, List<String> typed) {
    for (int i = 0; i + 1 < typed.size(); i++) {
      String pair = typed.get(i) + " " + typed.get(i + 1);
      query.should(
          Scores.constant(
              Query.of(q -> q.matchPhrasePrefix(m -> m.field(leading.words()).query(pair))),
              IN_ORDER));
    }
    // Sales matter more than the length of a name, if they are known.
    if (collection.ranking().then().isEmpty()) {
      query.should(TogetherQueries.shorter(typed.size()));
    }
    Filter prefer = collection.ranking().prefer();
    if (prefer != null) {
      query.should(Scores.constant(FilterQueries.of(prefer), PREFERRED));
    }
    return query.build()._toQuery();
  }
}

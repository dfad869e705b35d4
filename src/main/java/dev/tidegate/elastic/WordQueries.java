package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.MatchQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways to find one word of a query, which may be several to the index, as t-shirt is: as it
 * stands, as the beginning of a word while it is still being typed, or misspelt; the best way in
 * the weightiest field is what counts.
 */
final class WordQueries {
  private static final double PREFIX = 1.0 / 2;
  private static final double OTHER_ENDING = 3.0 / 8;
  private static final double ONE_EDIT = 1.0 / 4;
  private static final double MISSPELT = 1.0 / 8;

  private static final int MAX_EXPANSIONS = 128;

  /** Up to this length, AUTO allows one edit at most. */
  private static final int ONE_EDIT_LENGTH = 5;

  private final List<SearchedField> fields;

  WordQueries(List<SearchedField> fields) {
    this.fields = fields;
  }

  Query of(List<String> words, boolean unfinished, boolean spelt) {
    String text = String.join(" ", words);
    List<Query> ways = new ArrayList<>();
    for (SearchedField field : fields) {
      double weight = field.weight();
      ways.add(Scores.relevance(all(field, text), weight));
      if (unfinished) {
        ways.add(Scores.relevance(begun(field, text), weight * PREFIX));
      }
      if (spelt) {
        ways.add(Scores.relevance(misspelt(field, text, "AUTO", 1), weight * MISSPELT));
        if (field.leading() && words.size() == 1) {
          nearlyRight(ways, field, text);
        }
      }
    }
    return Scores.best(ways);
  }

  /** Finds nothing that {@link #misspelt} with AUTO does not: it tells the nearer ones from it. */
  private static void nearlyRight(List<Query> ways, SearchedField field, String word) {
    int length = word.codePointCount(0, word.length());
    if (length > 2) {
      Query ending = misspelt(field, word, "AUTO", length - 1);
      ways.add(Scores.relevance(ending, field.weight() * OTHER_ENDING));
    }
    if (length > ONE_EDIT_LENGTH) {
      ways.add(Scores.relevance(misspelt(field, word, "1", 1), field.weight() * ONE_EDIT));
    }
  }

  /** All the words, in any order. */
  static Query all(SearchedField field, String words) {
    return match(field, words).build()._toQuery();
  }

  /** All the words, the last of them perhaps the beginning of a word. */
  static Query begun(SearchedField field, String words) {
    return Query.of(
        q -> q.matchBoolPrefix(m -> m.field(field.words()).query(words).operator(Operator.And)));
  }

  private static Query misspelt(SearchedField field, String words, String edits, int firstRight) {
    return match(field, words)
        .fuzziness(edits)
        .prefixLength(firstRight)
        .maxExpansions(MAX_EXPANSIONS)
        .build()
        ._toQuery();
  }

  private static MatchQuery.Builder match(SearchedField field, String words) {
    return new MatchQuery.Builder().field(field.words()).query(words).operator(Operator.And);
  }
}

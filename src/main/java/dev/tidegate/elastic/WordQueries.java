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
  private static final double PREFIX = 7.0 / 16;
  private static final double MISSPELT = 1.0 / 8;

  /** As the plural has: added to what finds the word. */
  private static final double OTHER_ENDING = 1.0 / 4;

  private static final double ONE_EDIT = 1.0 / 16;

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
      }
    }
    return Scores.best(ways);
  }

  /**
   * What tells a nearly right word of the leading text from one that is further off. It scores, and
   * finds nothing; a word that is right has it as well.
   */
  List<Query> nearness(String word) {
    int length = word.codePointCount(0, word.length());
    List<Query> bonuses = new ArrayList<>();
    for (SearchedField field : fields) {
      if (field.leading() && length > 2) {
        List<Query> ways = new ArrayList<>();
        double weight = field.weight();
        ways.add(Scores.relevance(misspelt(field, word, "AUTO", length), weight * OTHER_ENDING));
        ways.add(Scores.relevance(all(field, without(word, 1)), weight * OTHER_ENDING));
        if (length > ONE_EDIT_LENGTH) {
          ways.add(Scores.relevance(all(field, without(word, 2)), weight * OTHER_ENDING));
          ways.add(Scores.relevance(misspelt(field, word, "1", 1), weight * ONE_EDIT));
        }
        bonuses.add(Scores.best(ways));
      }
    }
    return bonuses;
  }

  private static String without(String word, int last) {
    return word.substring(0, word.offsetByCodePoints(word.length(), -last));
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

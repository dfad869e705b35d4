package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.MultiMatchQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import co.elastic.clients.elasticsearch._types.query_dsl.ZeroTermsQuery;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.search.LeadingText;
import dev.tidegate.search.TextAnalyzer;
import dev.tidegate.search.TextQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a query in Elasticsearch's terms. Each word must occur in some field: as it stands,
 * or, counting for less, as the beginning of a word while it is still being typed, or misspelt.
 */
final class TextQueries {
  private static final float LEADING_BOOST = 4;
  private static final float KEYWORD_BOOST = 2;
  private static final float PREFIX_BOOST = 0.5f;
  private static final float FUZZY_BOOST = 0.15f;
  private static final int MAX_EXPANSIONS = 128;

  private final List<String> fields;
  private final TextAnalyzer analyzer;

  TextQueries(Collection collection, TextAnalyzer analyzer) {
    this.analyzer = analyzer;
    Field leading = LeadingText.of(collection);
    List<String> names = new ArrayList<>();
    for (Field field : collection.fields()) {
      if (IndexMapping.hasWords(field)) {
        float boost =
            field.equals(leading)
                ? LEADING_BOOST
                : field.type() == FieldType.KEYWORD ? KEYWORD_BOOST : 1;
        names.add(IndexMapping.words(field) + "^" + boost);
      }
    }
    this.fields = List.copyOf(names);
  }

  Query of(TextQuery text) {
    if (fields.isEmpty()) {
      return Query.of(q -> q.matchNone(none -> none));
    }
    BoolQuery.Builder all = new BoolQuery.Builder();
    for (int i = 0; i < text.words().size(); i++) {
      boolean unfinished = text.open() && i == text.words().size() - 1;
      all.must(word(text.words().get(i), unfinished));
    }
    for (String phrase : text.phrases()) {
      all.must(phrase(phrase, ZeroTermsQuery.All));
    }
    for (String excluded : text.excluded()) {
      all.mustNot(phrase(excluded, ZeroTermsQuery.None));
    }
    return all.build()._toQuery();
  }

  /** What suggestions are found by: the words in the leading text, the last as a beginning. */
  static Query completing(Field leading, List<String> typed) {
    return MultiMatchQuery.of(
            m ->
                m.query(String.join(" ", typed))
                    .fields(IndexMapping.words(leading))
                    .type(TextQueryType.BoolPrefix)
                    .operator(Operator.And))
        ._toQuery();
  }

  private Query word(String word, boolean unfinished) {
    List<Query> ways = new ArrayList<>();
    ways.add(match(word).build()._toQuery());
    if (unfinished) {
      ways.add(match(word).type(TextQueryType.BoolPrefix).boost(PREFIX_BOOST).build()._toQuery());
    }
    if (isSpelt(word)) {
      ways.add(
          match(word)
              .fuzziness("AUTO")
              .prefixLength(1)
              .maxExpansions(MAX_EXPANSIONS)
              .boost(FUZZY_BOOST)
              .build()
              ._toQuery());
    }
    return Query.of(q -> q.disMax(best -> best.queries(ways)));
  }

  /** A word may be several to Elasticsearch, as t-shirt is, or none, as & is. */
  private MultiMatchQuery.Builder match(String word) {
    return new MultiMatchQuery.Builder()
        .query(words(word))
        .fields(fields)
        .operator(Operator.And)
        .zeroTermsQuery(ZeroTermsQuery.All);
  }

  private Query phrase(String phrase, ZeroTermsQuery ifNoWords) {
    return MultiMatchQuery.of(
            m ->
                m.query(words(phrase))
                    .fields(fields)
                    .type(TextQueryType.Phrase)
                    .zeroTermsQuery(ifNoWords))
        ._toQuery();
  }

  private String words(String text) {
    return String.join(" ", analyzer.words(text));
  }

  /** Codes and numbers are not misspelt: another one is another thing. */
  private static boolean isSpelt(String word) {
    return word.codePoints().noneMatch(Character::isDigit);
  }
}

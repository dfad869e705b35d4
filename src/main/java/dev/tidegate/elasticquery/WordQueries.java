package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.MatchQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.text.WantedWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Queries for one word of a query: exact, by another term, as a prefix if the word is unfinished,
 * or with typing errors. The best match in the heaviest field counts.
 *
 * <p>Fuzzy matches cost the most, as each compares with the vocabulary of a field: up to 1 MB of
 * memory in Elasticsearch. They are looked up twice only: in a field that has the words of all
 * others, and with one error in the leading text.
 */
final class WordQueries {
  /** A stem, a synonym, or two words as one. */
  private static final double OTHER = 3.0 / 4;

  private static final double PREFIX = 7.0 / 16;
  private static final double MISSPELT = 1.0 / 8;

  /** Added to the score of the word itself. */
  private static final double OTHER_ENDING = 1.0 / 4;

  /** Endings that make other forms of a word in many languages, to rank by. */
  private static final List<String> ENDINGS = List.of("s", "es", "e", "n", "en", "a", "i", "x");

  private static final int MAX_EXPANSIONS = 50;

  private final List<SearchedField> fields;

  WordQueries(List<SearchedField> fields) {
    this.fields = fields;
  }

  /** Documents that have the word. */
  Query of(WantedWord word) {
    List<Query> ways = new ArrayList<>();
    double greatest = 0;
    double least = Double.MAX_VALUE;
    for (SearchedField field : fields) {
      double weight = field.weight();
      greatest = Math.max(greatest, weight);
      least = Math.min(least, weight);
      ways.add(Scores.relevance(exact(field, word), weight));
      for (List<String> words : word.phrases()) {
        ways.add(Scores.relevance(phrase(field, String.join(" ", words)), weight * OTHER));
      }
      if (field.leading() && !word.others().isEmpty()) {
        ways.add(Scores.relevance(terms(field.words(), word.others()), weight * OTHER));
      }
      if (word.unfinished()) {
        ways.add(Scores.relevance(prefix(field, word), weight * PREFIX));
      }
      if (word.edits() > 0 && field.leading()) {
        ways.add(Scores.relevance(fuzzy(field.words(), word.joined(), 1), weight * MISSPELT));
      }
    }
    if (!word.others().isEmpty()) {
      ways.add(Scores.relevance(terms(IndexMapping.SPELLING, word.others()), least * OTHER));
    }
    ways.add(Scores.relevance(pair(word), greatest * OTHER));
    if (word.beginsPair()) {
      ways.add(Scores.relevance(prefixOfPair(word), greatest * PREFIX));
    }
    if (word.edits() > 0) {
      Query misspelt = fuzzy(IndexMapping.SPELLING, word.joined(), word.edits());
      ways.add(Scores.relevance(misspelt, least * MISSPELT));
    }
    return Scores.best(ways);
  }

  /**
   * Documents whose field has the word without typing errors, to be ranked by words that are found
   * together.
   */
  static Query in(SearchedField field, WantedWord word) {
    List<Query> ways = new ArrayList<>();
    ways.add(exact(field, word));
    ways.add(pair(word));
    if (!word.others().isEmpty()) {
      ways.add(terms(field.words(), word.others()));
    }
    word.phrases().forEach(words -> ways.add(phrase(field, String.join(" ", words))));
    if (word.unfinished()) {
      ways.add(prefix(field, word));
    }
    return anyOf(ways);
  }

  /** The word as it stands, or joined. */
  static Query exact(SearchedField field, WantedWord word) {
    Query joined = term(field.words(), word.joined());
    return word.isCompound()
        ? anyOf(List.of(joined, phrase(field, String.join(" ", word.parts()))))
        : joined;
  }

  /** A word that begins with the unfinished one; of a compound, the last part is unfinished. */
  private static Query prefix(SearchedField field, WantedWord word) {
    Query joined = prefix(field, word.joined());
    return word.isCompound()
        ? anyOf(List.of(joined, prefix(field, String.join(" ", word.parts()))))
        : joined;
  }

  private static Query pair(WantedWord word) {
    return term(IndexMapping.PAIRS, word.pair());
  }

  private static Query prefixOfPair(WantedWord word) {
    return Query.of(q -> q.prefix(p -> p.field(IndexMapping.PAIRS).value(word.pair())));
  }

  /**
   * Ranks documents that have another form of the word in the leading text, such as the plural. It
   * finds nothing by itself.
   */
  List<Query> otherForms(WantedWord word) {
    List<Query> bonuses = new ArrayList<>();
    for (SearchedField field : fields) {
      if (field.leading() && word.edits() > 0) {
        Query forms = terms(field.words(), forms(word.joined()));
        bonuses.add(Scores.relevance(forms, field.weight() * OTHER_ENDING));
      }
    }
    return bonuses;
  }

  private static Set<String> forms(String word) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(word);
    ENDINGS.forEach(ending -> forms.add(word + ending));
    int length = word.codePointCount(0, word.length());
    for (int last = 1; last <= 2 && length - last > 2; last++) {
      forms.add(word.substring(0, word.offsetByCodePoints(word.length(), -last)));
    }
    return forms;
  }

  /** All the words, in any order. */
  static Query all(SearchedField field, String words) {
    return match(field, words).build()._toQuery();
  }

  /** All the words, the last of them perhaps the beginning of a word. */
  static Query prefix(SearchedField field, String words) {
    return Query.of(
        q -> q.matchBoolPrefix(m -> m.field(field.words()).query(words).operator(Operator.And)));
  }

  /** The words one after the other. */
  static Query phrase(SearchedField field, String words) {
    return Query.of(q -> q.matchPhrase(m -> m.field(field.words()).query(words)));
  }

  static Query term(String field, String term) {
    return Query.of(q -> q.term(t -> t.field(field).value(term)));
  }

  private static Query terms(String field, Collection<String> terms) {
    List<FieldValue> values = terms.stream().map(FieldValue::of).toList();
    return Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(values))));
  }

  private static Query fuzzy(String field, String word, int edits) {
    return Query.of(
        q ->
            q.fuzzy(
                f ->
                    f.field(field)
                        .value(word)
                        .fuzziness(Integer.toString(edits))
                        .prefixLength(1)
                        .maxExpansions(MAX_EXPANSIONS)));
  }

  private static Query anyOf(List<Query> queries) {
    return queries.size() == 1 ? queries.getFirst() : Query.of(q -> q.bool(b -> b.should(queries)));
  }

  private static MatchQuery.Builder match(SearchedField field, String words) {
    return new MatchQuery.Builder().field(field.words()).query(words).operator(Operator.And);
  }
}

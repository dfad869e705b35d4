package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.tidegate.text.WantedWord;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores for documents with all words that have them together in a field, adjacent, in the same
 * order, and with few others. These queries only score; they find nothing.
 */
final class TogetherQueries {
  private static final double SAME_FIELD = 1.0 / 4;
  private static final double IN_ORDER = 1.0 / 2;
  private static final double IN_ORDER_SO_FAR = 1.0 / 4;
  private static final double WHOLE = 1.0 / 2;

  /** Names that have all words of a longer query differ in the order of its words only. */
  private static final int MAX_TOGETHER = 12;

  /** Further words of a long query don't change its order. */
  private static final int MAX_PAIRS = 8;

  /** Steps of the number of further words in a name: each step lowers the score. */
  private static final int[] FURTHER_WORDS = {1, 3, 6};

  private final List<SearchedField> fields;

  TogetherQueries(List<SearchedField> fields) {
    this.fields = fields;
  }

  /**
   * Returns what ranks documents.
   *
   * @param wanted words of the query in their order
   */
  List<Query> of(List<WantedWord> wanted) {
    List<String> words = new ArrayList<>();
    wanted.forEach(word -> words.addAll(word.parts()));
    boolean unfinished = !wanted.isEmpty() && wanted.getLast().unfinished();
    List<Query> bonuses = new ArrayList<>();
    if (words.size() > 1 && words.size() <= MAX_TOGETHER) {
      bonuses.add(sameField(wanted, words, unfinished));
    }
    int pairs = Math.min(words.size() - 1, MAX_PAIRS);
    for (int i = 0; i < pairs; i++) {
      boolean last = unfinished && i == words.size() - 2;
      bonuses.add(inOrder(words.get(i) + " " + words.get(i + 1), last, pairs));
    }
    for (SearchedField field : fields) {
      if (field.leading() && !words.isEmpty() && words.size() <= MAX_TOGETHER) {
        bonuses.add(whole(field, wanted, words.size()));
      }
    }
    return bonuses;
  }

  /**
   * Returns queries that prefer names with few other words.
   *
   * @param wanted number of words of the query
   */
  static List<Query> shorter(int wanted) {
    List<Query> bonuses = new ArrayList<>();
    for (int further : FURTHER_WORDS) {
      double longest = wanted + (double) further;
      Query atMost =
          Query.of(q -> q.range(r -> r.number(n -> n.field(IndexMapping.LENGTH).lte(longest))));
      bonuses.add(Scores.constant(atMost, Scores.SHORTER));
    }
    return bonuses;
  }

  private Query sameField(List<WantedWord> wanted, List<String> words, boolean unfinished) {
    String text = String.join(" ", words);
    List<Query> ways = new ArrayList<>();
    for (SearchedField field : fields) {
      Query all = unfinished ? WordQueries.prefix(field, text) : WordQueries.all(field, text);
      if (field.leading() && hasOtherForms(wanted)) {
        all = allIn(field, wanted);
      }
      ways.add(Scores.relevance(all, field.weight() * SAME_FIELD));
    }
    return Scores.best(ways);
  }

  /** Returns whether one of several words probably has other forms. */
  private static boolean hasOtherForms(List<WantedWord> wanted) {
    return wanted.size() > 1 && wanted.stream().anyMatch(word -> !word.others().isEmpty());
  }

  private static Query allIn(SearchedField field, List<WantedWord> wanted) {
    List<Query> each = wanted.stream().map(word -> WordQueries.in(field, word)).toList();
    return Query.of(q -> q.bool(b -> b.filter(each)));
  }

  private Query inOrder(String pair, boolean unfinished, int pairs) {
    List<Query> ways = new ArrayList<>();
    for (SearchedField field : fields) {
      double weight = field.weight() / pairs;
      ways.add(Scores.relevance(WordQueries.phrase(field, pair), weight * IN_ORDER));
      if (unfinished) {
        Query prefix = Query.of(q -> q.matchPhrasePrefix(m -> m.field(field.words()).query(pair)));
        ways.add(Scores.relevance(prefix, weight * IN_ORDER_SO_FAR));
      }
    }
    return Scores.best(ways);
  }

  private static Query whole(SearchedField field, List<WantedWord> wanted, int words) {
    Query all =
        wanted.size() == 1 ? WordQueries.exact(field, wanted.getFirst()) : allIn(field, wanted);
    Query noMore = Query.of(q -> q.term(t -> t.field(IndexMapping.LENGTH).value(words)));
    return Scores.relevance(
        Query.of(q -> q.bool(b -> b.filter(all, noMore))), field.weight() * WHOLE);
  }
}

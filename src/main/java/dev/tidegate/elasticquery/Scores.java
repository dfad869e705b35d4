package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.List;

/**
 * Scores that say how well a document fits and nothing else: how often a word occurs, in the
 * document or in the index, does not count, and deleted documents don't either. Each is a sum of
 * multiples of powers of two, so that equal ones are equal to the last bit, whatever the order of
 * addition.
 */
final class Scores {
  /** Relevance comes in multiples of this; whatever is below decides among equals only. */
  private static final double UNIT = 1.0 / 16;

  /** Of equally relevant ones, the preferred come first. */
  static final double PREFERRED = UNIT / 2;

  /** Of those, the names with less besides what was asked: less than a preference in all. */
  static final double SHORTER = UNIT / 16;

  private Scores() {}

  /** The query's documents, each with the score nearest to this one. */
  static Query relevance(Query query, double score) {
    return constant(query, Math.max(1, Math.round(score / UNIT)) * UNIT);
  }

  static Query constant(Query query, double score) {
    return Query.of(q -> q.constantScore(c -> c.filter(query).boost((float) score)));
  }

  /** Documents of any of these, with the best score of those that find them. */
  static Query best(List<Query> queries) {
    return queries.size() == 1
        ? queries.getFirst()
        : Query.of(q -> q.disMax(best -> best.queries(queries)));
  }
}

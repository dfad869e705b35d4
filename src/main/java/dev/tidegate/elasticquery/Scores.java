package dev.tidegate.elasticquery;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.List;

/**
 * Scores for the quality of a match alone: the frequency of a word in the document or the index
 * does not count, and neither do deleted documents. Each score is a sum of multiples of powers of
 * two, so equal scores are equal to the last bit in any order of addition.
 */
final class Scores {
  /** Unit of relevance. Smaller scores decide only among equally relevant documents. */
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

package dev.tidegate.relevance;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Normalized discounted cumulative gain of the first ten, with gains of 2^grade - 1. */
final class Gain {
  static final int DEPTH = 10;

  private Gain() {}

  /**
   * Returns the normalized gain.
   *
   * @param answered grades of the returned documents, in their order
   * @param all grades of all judged documents
   * @return 1 for the best order, 0 for a result without any wanted document
   */
  static double normalized(List<Integer> answered, Collection<Integer> all) {
    double best = discounted(all.stream().sorted(Comparator.reverseOrder()).toList());
    return best == 0 ? 0 : discounted(answered) / best;
  }

  private static double discounted(List<Integer> grades) {
    double sum = 0;
    for (int i = 0; i < Math.min(DEPTH, grades.size()); i++) {
      sum += (Math.pow(2, grades.get(i)) - 1) * Math.log(2) / Math.log(i + 2.0);
    }
    return sum;
  }
}

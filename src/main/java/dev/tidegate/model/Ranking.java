package dev.tidegate.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the order of relevance of a collection.
 *
 * @param weights by field name, how much a word found there counts; fields not named here count as
 *     their type does
 * @param prefer among equally relevant documents those that meet it come first; {@code null} if
 *     none are preferred
 * @param then the order of documents that are equal in all that
 */
public record Ranking(Map<String, Double> weights, @Nullable Filter prefer, List<SortOrder> then) {
  public static final Ranking NONE = new Ranking(Map.of(), null, List.of());

  public Ranking {
    weights = Map.copyOf(weights);
    then = List.copyOf(then);
  }
}

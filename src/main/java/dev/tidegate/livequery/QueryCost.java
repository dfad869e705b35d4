package dev.tidegate.livequery;

import dev.tidegate.model.Filter;
import dev.tidegate.model.Query;

/**
 * Weight of a live query against the limits on live queries: 1, plus 1 for each {@value
 * #UNIT_BYTES} bytes of its conditions in memory. A limit on the number of queries thus bounds
 * their memory, too.
 */
public final class QueryCost {
  private static final int UNIT_BYTES = 8 << 10;

  /** About what one value of a condition occupies apart from its text. */
  private static final int VALUE_BYTES = 80;

  private QueryCost() {}

  public static int of(Query query) {
    String text = query.text();
    long bytes = text == null ? 0 : 2L * text.length();
    for (Filter filter : query.filters()) {
      bytes += bytes(filter);
    }
    return 1 + (int) Math.min(Integer.MAX_VALUE - 1, bytes / UNIT_BYTES);
  }

  private static long bytes(Filter filter) {
    return switch (filter) {
      case Filter.Terms terms ->
          terms.values().stream().mapToLong(value -> VALUE_BYTES + 2L * value.length()).sum();
      case Filter.Numbers numbers -> (long) VALUE_BYTES * numbers.values().size();
      case Filter.Range range -> VALUE_BYTES;
      case Filter.Exists exists -> VALUE_BYTES;
      case Filter.AnyOf any -> any.filters().stream().mapToLong(QueryCost::bytes).sum();
      case Filter.Not not -> bytes(not.filter());
    };
  }
}

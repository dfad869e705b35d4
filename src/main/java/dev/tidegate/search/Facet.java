package dev.tidegate.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of one field in all found documents, without the filter on the field itself. */
public sealed interface Facet {

  /** Returns the number of documents without a value. */
  long missing();

  /**
   * The values of a keyword or boolean field, the most frequent first.
   *
   * @param values the most frequent values, and those that the field's own filter names
   * @param others number of values that are not listed
   */
  record Terms(List<Count> values, long missing, long others) implements Facet {}

  record Count(String value, long count) {}

  /**
   * The extent of a number field, or of a date field in milliseconds since 1970; all {@code null}
   * where no document has a value. The average alone is {@code null} where the values are too large
   * to be added.
   *
   * @param ranges of a number field, in ascending order; those that no value lies in are left out
   */
  record Stats(
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double avg,
      List<Range> ranges,
      long missing)
      implements Facet {

    public Stats {
      ranges = List.copyOf(ranges);
    }

    public Stats(@Nullable Double min, @Nullable Double max, @Nullable Double avg, long missing) {
      this(min, max, avg, List.of(), missing);
    }

    public Stats with(List<Range> counted) {
      return new Stats(min, max, avg, counted, missing);
    }
  }

  /**
   * Number of values in a range.
   *
   * @param from included
   * @param to included: the filter {@code from..to} finds the counted documents
   */
  record Range(double from, double to, long count) {}
}

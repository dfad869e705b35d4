package dev.tidegate.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all documents found hold in one field, whatever that field's own filter says. */
public sealed interface Facet {

  /** The most frequent values of a keyword or boolean field, the most frequent first. */
  record Terms(List<Count> values) implements Facet {}

  record Count(String value, long count) {}

  /**
   * The extent of a number field, or of a date field in milliseconds since 1970; all {@code null}
   * where no document has a value.
   */
  record Stats(@Nullable Double min, @Nullable Double max, @Nullable Double avg) implements Facet {}
}

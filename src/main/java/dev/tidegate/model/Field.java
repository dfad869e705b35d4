package dev.tidegate.model;

import org.jspecify.annotations.Nullable;

/**
 * One declared field of a collection.
 *
 * @param ordinal its place in the schema, from 0
 * @param many whether the value is an array (keywords only)
 * @param searchable whether {@code q} looks into it
 * @param min the least value accepted, for numbers
 * @param max the greatest value accepted, for numbers
 */
public record Field(
    int ordinal,
    String name,
    FieldType type,
    boolean many,
    boolean required,
    boolean searchable,
    boolean sortable,
    boolean facetable,
    @Nullable Double min,
    @Nullable Double max) {

  /** Whether a query may filter by it: all but analyzed text and objects. */
  public boolean filterable() {
    return type != FieldType.TEXT && type != FieldType.OBJECT;
  }
}

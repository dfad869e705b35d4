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
 * @param maxBytes most bytes in UTF-8 of a value that is accepted, for a text or a keyword
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
    @Nullable Double max,
    int maxBytes) {
  /** Default of {@code maxBytes} for a text that is sorted by. */
  public static final int SORTABLE_TEXT_BYTES = 2 << 10;

  /**
   * Default of {@code maxBytes} for other text, and the bound of all values of a field with many.
   */
  public static final int TEXT_BYTES = 256 << 10;

  /** Default of {@code maxBytes} for a keyword: filters find all that are no longer. */
  public static final int KEYWORD_BYTES = Filter.Terms.LONGEST;

  /** Greatest {@code maxBytes} of a keyword. */
  public static final int MAX_KEYWORD_BYTES = 32_766;

  /** Greatest {@code maxBytes} of a text. */
  public static final int MAX_TEXT_BYTES = 64 << 20;

  /** A field with the default bound of its text. */
  public Field(
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
    this(
        ordinal,
        name,
        type,
        many,
        required,
        searchable,
        sortable,
        facetable,
        min,
        max,
        defaultMaxBytes(type, sortable));
  }

  /** Returns the default bound of a value, in bytes. */
  public static int defaultMaxBytes(FieldType type, boolean sortable) {
    return switch (type) {
      case TEXT -> sortable ? SORTABLE_TEXT_BYTES : TEXT_BYTES;
      case KEYWORD -> KEYWORD_BYTES;
      default -> Integer.MAX_VALUE;
    };
  }

  /** Returns whether a query may filter by it: all but analyzed text and objects. */
  public boolean filterable() {
    return type != FieldType.TEXT && type != FieldType.OBJECT;
  }
}

package dev.tidegate.model;

import java.util.Locale;
import java.util.Optional;

/** Type of the values of a field. */
public enum FieldType {
  /** Analyzed for full-text search. */
  TEXT,
  /** An exact string. */
  KEYWORD,
  /** An integer within ±(2^53−1). */
  LONG,
  DOUBLE,
  BOOLEAN,
  /** ISO-8601, stored in UTC, compared by the millisecond. */
  DATE,
  /** A JSON object, stored and returned, not searched. */
  OBJECT;

  /** The name in schemas and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FieldType> ofLabel(String label) {
    for (FieldType type : values()) {
      if (type.label().equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  public boolean isNumber() {
    return this == LONG || this == DOUBLE;
  }

  /** Returns whether values have an order that ranges and sorting can use as a number. */
  public boolean isOrdinal() {
    return isNumber() || this == DATE;
  }
}

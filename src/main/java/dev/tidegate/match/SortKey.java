package dev.tidegate.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what of its values a document is sorted: a {@code Double} or a {@code String}; {@code null}
 * where it has none.
 */
final class SortKey {
  /** Beyond this there is no number of ours: it stands for a document without a value. */
  private static final double ABSENT = 1L << 60;

  private SortKey() {}

  static @Nullable Object of(Candidate document, Field field) {
    if (!document.has(field)) {
      return null;
    }
    if (field.type().isOrdinal()) {
      return document.number(field);
    }
    if (field.type() != FieldType.BOOLEAN) {
      return document.sortKey(field);
    }
    List<String> values = document.strings(field);
    return values.isEmpty() ? null : truth(values.getFirst().equals("true"));
  }

  private static Double truth(boolean value) {
    return value ? 1.0 : 0.0;
  }

  /** Converts a sort value of the index. */
  static @Nullable Object of(FieldType type, JsonNode value) {
    if (type == FieldType.BOOLEAN) {
      return value.isBoolean() ? truth(value.booleanValue()) : null;
    }
    if (!type.isOrdinal()) {
      return value.isTextual() ? value.textValue() : null;
    }
    return value.isNumber() && Math.abs(value.doubleValue()) < ABSENT ? value.doubleValue() : null;
  }

  /** Compares two keys. Absent ones come last in either direction. */
  static int compare(@Nullable Object a, @Nullable Object b, boolean descending) {
    if (a == null) {
      return b == null ? 0 : 1;
    }
    if (b == null) {
      return -1;
    }
    int order =
        a instanceof Double number
            ? number.compareTo((Double) b)
            : CodePointOrder.compare((String) a, (String) b);
    return descending ? -order : order;
  }
}

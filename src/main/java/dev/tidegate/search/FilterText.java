package dev.tidegate.search;

import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import dev.tidegate.search.EscapedOperands.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters as a URL's parameters write them. */
final class FilterText {
  private FilterText() {}

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Filter parse(Field field, String text) {
    checkFilterable(field);
    EscapedOperands parsed = EscapedOperands.parse(text);
    Filter filter = filter(field, parsed.operands());
    return parsed.negated() ? new Filter.Not(filter) : filter;
  }

  /**
   * @throws IllegalArgumentException for a field that no filter compares, saying why
   */
  static void checkFilterable(Field field) {
    if (!field.filterable()) {
      throw new IllegalArgumentException(
          field.type() == FieldType.TEXT
              ? "is text, which no filter compares: search it with q"
              : "is an object, which is stored but not searched");
    }
  }

  private static Filter filter(Field field, List<Operand> operands) {
    if (operands.stream().allMatch(operand -> operand.upper() == null)) {
      return FilterValues.anyOf(field, operands.stream().map(Operand::value).toList());
    }
    if (operands.size() > 1) {
      throw new IllegalArgumentException("has a range, which stands alone, among other values");
    }
    Operand range = operands.getFirst();
    return FilterValues.between(field, end(field, range.value()), end(field, range.upper()));
  }

  private static @Nullable Bound end(Field field, @Nullable String value) {
    return value == null || value.isEmpty() || !field.type().isOrdinal()
        ? null
        : FilterValues.bound(field, value, true);
  }
}

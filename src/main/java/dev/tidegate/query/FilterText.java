package dev.tidegate.query;

import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.query.EscapedOperands.Operand;
import java.util.List;

/**
 * Filters as a URL's parameters write them: {@code a}, {@code a,b}, {@code 1..5}, {@code *} for any
 * value, and each of these behind a {@code !}. The end of a range that begins with {@code >} or
 * {@code <} is excluded: {@code >1..<5}.
 */
final class FilterText {
  private FilterText() {}

  /**
   * Parses a filter.
   *
   * @throws IllegalArgumentException with the violation as its message
   */
  static Filter parse(Field field, String text) {
    checkFilterable(field);
    EscapedOperands parsed = EscapedOperands.parse(text);
    Filter filter =
        parsed.isAnyValue() ? new Filter.Exists(field) : filter(field, parsed.operands());
    return parsed.negated() ? new Filter.Not(filter) : filter;
  }

  /**
   * Checks that filters can use a field.
   *
   * @throws IllegalArgumentException otherwise, with the reason as its message
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
    String lower = range.value();
    String upper = range.upper();
    boolean ordinal = field.type().isOrdinal();
    return FilterValues.between(
        field,
        !ordinal || lower.isEmpty() ? null : lower(field, lower),
        !ordinal || upper == null || upper.isEmpty() ? null : upper(field, upper));
  }

  private static Filter.Bound lower(Field field, String text) {
    return text.startsWith(">")
        ? FilterValues.lower(field, text.substring(1), false)
        : FilterValues.lower(field, text, true);
  }

  private static Filter.Bound upper(Field field, String text) {
    return text.startsWith("<")
        ? FilterValues.upper(field, text.substring(1), false)
        : FilterValues.upper(field, text, true);
  }
}

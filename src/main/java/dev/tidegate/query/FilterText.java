package dev.tidegate.query;

import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.query.EscapedOperands.Operand;
import java.util.List;

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
    String lower = range.value();
    String upper = range.upper();
    boolean ordinal = field.type().isOrdinal();
    return FilterValues.between(
        field,
        !ordinal || lower.isEmpty() ? null : FilterValues.lower(field, lower, true),
        !ordinal || upper == null || upper.isEmpty()
            ? null
            : FilterValues.upper(field, upper, true));
  }
}

package dev.tidegate.query;

import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import dev.tidegate.model.Utf8;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builder of filters from values as text, for both syntaxes. All methods throw {@link
 * IllegalArgumentException} with the violation as its message.
 */
final class FilterValues {
  static final int MAX_VALUES = 1_000;

  private static final double MAX_LONG = (1L << 53) - 1;

  private FilterValues() {}

  /** The field is one of these values. */
  static Filter anyOf(Field field, List<String> values) {
    if (values.size() > MAX_VALUES) {
      throw new IllegalArgumentException("has more than " + MAX_VALUES + " values");
    }
    if (field.type() == FieldType.DATE) {
      return FilterDates.anyOf(field, values);
    }
    if (field.type().isOrdinal()) {
      Set<Double> numbers = new LinkedHashSet<>();
      values.forEach(value -> numbers.add(number(field, value)));
      return new Filter.Numbers(field, numbers);
    }
    values.forEach(
        field.type() == FieldType.BOOLEAN
            ? FilterValues::checkBoolean
            : FilterValues::checkKeyword);
    return new Filter.Terms(field, new LinkedHashSet<>(values));
  }

  /** The field lies between bounds, of which one may be open. */
  static Filter between(Field field, @Nullable Bound lower, @Nullable Bound upper) {
    if (!field.type().isOrdinal()) {
      throw new IllegalArgumentException(
          "takes no range, being a " + field.type().label() + "; escape dots in a value: \\..");
    }
    if (lower == null && upper == null) {
      throw new IllegalArgumentException("has a range without ends");
    }
    if (lower != null && upper != null && lower.value() > upper.value()) {
      throw new IllegalArgumentException("has a range whose lower end is above its upper end");
    }
    return new Filter.Range(field, lower, upper);
  }

  static Bound lower(Field field, String value, boolean inclusive) {
    return field.type() == FieldType.DATE
        ? FilterDates.lower(value, inclusive)
        : new Bound(number(field, value), inclusive);
  }

  static Bound upper(Field field, String value, boolean inclusive) {
    return field.type() == FieldType.DATE
        ? FilterDates.upper(value, inclusive)
        : new Bound(number(field, value), inclusive);
  }

  private static double number(Field field, String value) {
    return field.type() == FieldType.LONG ? integer(value) : decimal(value);
  }

  private static double integer(String value) {
    try {
      long number = Long.parseLong(value);
      if (Math.abs((double) number) <= MAX_LONG) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through: one message for all that is no integer of ours.
    }
    throw new IllegalArgumentException(quoted(value) + " is not an integer within ±(2^53−1)");
  }

  private static double decimal(String value) {
    try {
      // In a URL, the plus of 1e+16 stands for a blank: no number has another one.
      double number = Double.parseDouble(value.replace("e ", "e+").replace("E ", "E+"));
      if (Double.isFinite(number) && !Character.isLetter(value.charAt(value.length() - 1))) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through: one message for all that is no number of ours.
    }
    throw new IllegalArgumentException(quoted(value) + " is not a number");
  }

  private static void checkBoolean(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(quoted(value) + " is neither true nor false");
    }
  }

  /** Rejects values that the index can't distinguish: they would silently find nothing. */
  private static void checkKeyword(String value) {
    if (value.length() > Filter.Terms.LONGEST) {
      throw new IllegalArgumentException(
          "has a value of more than "
              + Filter.Terms.LONGEST
              + " characters, which no filter compares");
    }
    if (!Utf8.isEncodable(value)) {
      throw new IllegalArgumentException("has half of a surrogate pair, which no value has");
    }
  }

  static String quoted(String value) {
    return "'" + (value.length() > 64 ? value.substring(0, 64) + "…" : value) + "'";
  }
}

package dev.tidegate.config;

import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parser of conditions such as {@code stock > 0}, {@code badge = new}, or {@code online = true}.
 */
final class PreferenceParser {
  /** Regular expression for a condition. */
  static final String FORM = "\\s*([A-Za-z][A-Za-z0-9_]*)\\s*(>=|<=|>|<|=)\\s*(.*\\S)\\s*";

  private static final Pattern CONDITION = Pattern.compile(FORM);

  private PreferenceParser() {}

  /**
   * Parses a condition.
   *
   * @param fields returns the field of a name, or {@code null}
   * @throws IllegalArgumentException with the reason
   */
  static Filter parse(String text, Function<String, @Nullable Field> fields) {
    Matcher condition = CONDITION.matcher(text);
    if (!condition.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a condition. Use a condition such as stock > 0.");
    }
    Field field = fields.apply(condition.group(1));
    if (field == null || !field.filterable()) {
      throw new IllegalArgumentException(
          "\""
              + condition.group(1)
              + "\" is not a field that can be filtered. Use the name of one.");
    }
    String value = condition.group(3);
    return field.type().isNumber()
        ? number(field, condition.group(2), value)
        : term(field, condition.group(2), value);
  }

  private static Filter number(Field field, String operator, String value) {
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + value + "\" is not a number. Use a number.", e);
    }
    boolean inclusive = operator.endsWith("=");
    Bound bound = new Bound(number, inclusive);
    return switch (operator.charAt(0)) {
      case '>' -> new Filter.Range(field, bound, null);
      case '<' -> new Filter.Range(field, null, bound);
      default -> new Filter.Numbers(field, Set.of(number));
    };
  }

  private static Filter term(Field field, String operator, String value) {
    if (!operator.equals("=")) {
      throw new IllegalArgumentException(
          "%s compares numbers, and %s is a %s. Use =."
              .formatted(operator, field.name(), field.type().label()));
    }
    if (field.type() == FieldType.DATE) {
      throw new IllegalArgumentException(
          "Field " + field.name() + " is a date. Use a field of another type.");
    }
    if (field.type() == FieldType.BOOLEAN && !Set.of("true", "false").contains(value)) {
      throw new IllegalArgumentException("\"" + value + "\" is not a boolean. Use true or false.");
    }
    return new Filter.Terms(field, Set.of(value));
  }
}

package dev.tidegate.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Filter.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as JSON writes them: a value, an array of which one is wanted, an object of bounds
 * ({@code gt}, {@code gte}, {@code lt}, {@code lte}), an object with {@code exists}, or an object
 * whose {@code not} is any of these.
 */
final class FilterJson {
  private FilterJson() {}

  /**
   * Parses a condition.
   *
   * @throws IllegalArgumentException with the violation as its message
   */
  static Filter parse(Field field, JsonNode condition) {
    FilterText.checkFilterable(field);
    if (!condition.isObject()) {
      return anyOf(field, condition);
    }
    if (condition.has("not")) {
      if (condition.size() != 1) {
        throw new IllegalArgumentException("has a not, which stands alone, beside other members");
      }
      JsonNode negated = condition.get("not");
      if (negated.has("not")) {
        throw new IllegalArgumentException("has a not within a not");
      }
      return not(parse(field, negated));
    }
    return condition.has("exists") ? exists(field, condition) : range(field, condition);
  }

  private static Filter exists(Field field, JsonNode condition) {
    JsonNode wanted = condition.get("exists");
    if (condition.size() != 1) {
      throw new IllegalArgumentException("has an exists, which stands alone, beside other members");
    }
    if (!wanted.isBoolean()) {
      throw new IllegalArgumentException("has an exists that is neither true nor false");
    }
    Filter exists = new Filter.Exists(field);
    return wanted.booleanValue() ? exists : new Filter.Not(exists);
  }

  private static Filter not(Filter filter) {
    return filter instanceof Filter.Not not ? not.filter() : new Filter.Not(filter);
  }

  private static Filter anyOf(Field field, JsonNode condition) {
    List<String> values = new ArrayList<>();
    if (condition.isArray()) {
      condition.forEach(value -> values.add(text(field, value)));
    } else {
      values.add(text(field, condition));
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("must name at least one value");
    }
    return FilterValues.anyOf(field, values);
  }

  private static Filter range(Field field, JsonNode bounds) {
    Bound lower = null;
    Bound upper = null;
    for (Map.Entry<String, JsonNode> entry : bounds.properties()) {
      switch (entry.getKey()) {
        case "gt", "gte" -> lower = only(lower, bound(field, entry, FilterValues::lower));
        case "lt", "lte" -> upper = only(upper, bound(field, entry, FilterValues::upper));
        default ->
            throw new IllegalArgumentException(
                "has '" + entry.getKey() + "'; known are gt, gte, lt, lte, exists and not");
      }
    }
    return FilterValues.between(field, lower, upper);
  }

  private interface End {
    Bound at(Field field, String value, boolean inclusive);
  }

  private static Bound bound(Field field, Map.Entry<String, JsonNode> entry, End end) {
    if (!field.type().isOrdinal()) {
      throw new IllegalArgumentException("takes no range, being a " + field.type().label());
    }
    return end.at(field, text(field, entry.getValue()), entry.getKey().endsWith("e"));
  }

  private static Bound only(@Nullable Bound before, Bound bound) {
    if (before != null) {
      throw new IllegalArgumentException("has two bounds at the same end");
    }
    return bound;
  }

  /** Numbers and booleans are written as such; everything else is a string. */
  private static String text(Field field, JsonNode value) {
    boolean fits =
        switch (field.type()) {
          case LONG, DOUBLE -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          default -> value.isTextual();
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "is compared with what a " + field.type().label() + " can be, not with " + kind(value));
    }
    return value.isIntegralNumber() ? value.bigIntegerValue().toString() : value.asText();
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case NULL, MISSING -> "null";
      case BOOLEAN -> "a boolean";
      case NUMBER -> "a number";
      default -> "a string";
    };
  }
}

package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Type of a key's value, or of each element of a list, with its form in files and variables. */
enum ValueType {
  INT,
  LONG,
  BOOLEAN,
  DURATION,
  TEXT,
  URL;

  static ValueType of(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == int.class) {
      return INT;
    }
    if (type == long.class) {
      return LONG;
    }
    if (type == boolean.class) {
      return BOOLEAN;
    }
    if (type == Duration.class) {
      return DURATION;
    }
    if (type == List.class) {
      return component.getGenericType().getTypeName().contains(URI.class.getName()) ? URL : TEXT;
    }
    if (type == String.class) {
      return TEXT;
    }
    throw new IllegalStateException("No type of value for " + component);
  }

  boolean isInteger() {
    return this == INT || this == LONG;
  }

  /** Returns the value of a node of a file, or {@code null} if the node has another type. */
  @Nullable Object read(JsonNode node) {
    return switch (this) {
      case INT -> exact(node) && node.canConvertToInt() ? (Integer) node.intValue() : null;
      case LONG -> exact(node) && node.canConvertToLong() ? (Long) node.longValue() : null;
      case BOOLEAN -> node.isBoolean() ? (Boolean) node.booleanValue() : null;
      default -> node.isTextual() ? parse(node.textValue()) : null;
    };
  }

  private static boolean exact(JsonNode node) {
    return node.isNumber() && node.canConvertToExactIntegral();
  }

  /** Returns the value of a variable's text, or {@code null} if the text has another form. */
  @Nullable Object parse(String text) {
    try {
      return switch (this) {
        case INT -> Integer.valueOf(text);
        case LONG -> Long.valueOf(text);
        case BOOLEAN ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            };
        case DURATION -> Durations.parse(text);
        case TEXT -> text;
        case URL -> new URI(text);
      };
    } catch (NumberFormatException | URISyntaxException e) {
      return null;
    }
  }

  /** Compares two integers or two durations of this type. */
  int compare(Object a, Object b) {
    return this == DURATION
        ? ((Duration) a).compareTo((Duration) b)
        : Long.compare(((Number) a).longValue(), ((Number) b).longValue());
  }
}

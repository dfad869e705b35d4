package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One key of {@code gateway.yaml}: the text of its {@link Key}, and the values that it accepts. */
final class KeySpec {
  private static final int SHOWN_CHARACTERS = 100;
  private static final String HIDDEN = "***";
  private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)?.*@");

  private final String section;
  private final String name;
  private final Key key;
  private final ValueType type;
  private final boolean list;

  KeySpec(String section, RecordComponent component) {
    this.section = section;
    Key found = component.getAnnotation(Key.class);
    this.name = qualified(found, snakeCase(component.getName()));
    this.key = Objects.requireNonNull(found, () -> path() + " has no explanation");
    this.type = ValueType.of(component);
    this.list = component.getType() == List.class;
  }

  private static String qualified(@Nullable Key key, String component) {
    if (key == null || key.group().isEmpty()) {
      return component;
    }
    String group = key.group() + "_";
    if (!component.startsWith(group)) {
      throw new IllegalStateException("Key " + component + " is not named after its group");
    }
    return key.group() + "." + component.substring(group.length());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Name in the section, for example {@code port}, or {@code tls.ca} in a group. */
  String name() {
    return name;
  }

  /** Object of the section that contains the key; empty where that is the section itself. */
  String group() {
    return key.group();
  }

  /** Value of the key in its section, or {@code null} if the file has none. */
  @Nullable JsonNode in(@Nullable JsonNode section) {
    JsonNode node = section;
    for (String part : name.split("\\.", -1)) {
      node = node == null ? null : node.get(part);
    }
    return node;
  }

  /** Section and name, for example {@code http.port}. */
  String path() {
    return section + "." + name;
  }

  /** Environment variable, for example {@code TIDEGATE_HTTP_PORT}. */
  String variable() {
    return "TIDEGATE_" + (section + "_" + name.replace('.', '_')).toUpperCase(Locale.ROOT);
  }

  Key key() {
    return key;
  }

  ValueType type() {
    return type;
  }

  boolean isList() {
    return list;
  }

  /** Returns whether the key has no default and needs no value. */
  boolean isOptional() {
    return key.byDefault().isEmpty();
  }

  boolean hasBounds() {
    return !key.min().isEmpty();
  }

  /** Default value. {@code null} and the empty list mean that there is none. */
  @Nullable Object byDefault() {
    if (isOptional()) {
      return list ? List.of() : null;
    }
    return parse(
        key.byDefault(),
        mistake -> {
          throw new IllegalStateException("Default of " + path() + ": " + mistake);
        });
  }

  /** Reads the value from a file. The result counts only if there is no mistake. */
  @Nullable Object read(JsonNode node, Consumer<String> mistakes) {
    if (node.isNull()) {
      return absent(mistakes);
    }
    if (!list) {
      Object value = type.read(node);
      if (value == null && type == ValueType.TEXT && !node.isContainerNode()) {
        mistakes.accept(invalid(shownNode(node)) + " Put a text in quotes.");
      } else if (value == null || !accepts(value)) {
        mistakes.accept(invalid(shownNode(node)) + " " + remedy());
      }
      return value;
    }
    if (node.isTextual()) {
      return parse(node.textValue(), mistakes);
    }
    if (!node.isArray()) {
      mistakes.accept(invalid(shownNode(node)) + " " + remedy());
      return null;
    }
    List<Object> values = new ArrayList<>();
    node.forEach(element -> values.add(element(type.read(element), shownNode(element), mistakes)));
    return values;
  }

  /** Reads the value from a variable. The result counts only if there is no mistake. */
  @Nullable Object parse(String text, Consumer<String> mistakes) {
    if (!list) {
      Object value = type.parse(text);
      if (value == null || !accepts(value)) {
        mistakes.accept(invalid(shown(text)) + " " + remedy());
      }
      return value;
    }
    List<Object> values = new ArrayList<>();
    for (String element : text.split(",", -1)) {
      String stripped = element.strip();
      values.add(element(type.parse(stripped), shown(stripped), mistakes));
    }
    return values;
  }

  private Object element(@Nullable Object value, String shown, Consumer<String> mistakes) {
    if (value == null || !accepts(value)) {
      mistakes.accept(invalid(shown) + " " + remedy());
      return "";
    }
    return value;
  }

  private @Nullable Object absent(Consumer<String> mistakes) {
    if (!isOptional()) {
      mistakes.accept("No value. Remove the key to use the default, or " + expected() + ".");
    }
    return list ? List.of() : null;
  }

  /** Reports the mistakes of a value that a record is constructed with. */
  void check(@Nullable Object value, Consumer<String> mistakes) {
    if (value == null) {
      absent(mistakes);
    } else if (value instanceof List<?> elements) {
      elements.forEach(element -> checkElement(element, mistakes));
    } else {
      checkElement(value, mistakes);
    }
  }

  private void checkElement(Object value, Consumer<String> mistakes) {
    if (!accepts(value)) {
      mistakes.accept(invalid(shown(value)) + " " + remedy());
    }
  }

  private boolean accepts(Object value) {
    if (hasBounds()) {
      return type.compare(value, bound(key.min())) >= 0
          && type.compare(value, bound(key.max())) <= 0;
    }
    return switch (type) {
      case TEXT, URL ->
          (key.pattern().isEmpty() || value.toString().matches(key.pattern()))
              && (!key.file() || isReadable(value.toString()));
      default -> true;
    };
  }

  private Object bound(String text) {
    return Objects.requireNonNull(type.parse(text), () -> path() + ": bound " + text);
  }

  private static boolean isReadable(String path) {
    try {
      Path file = Path.of(path);
      return Files.isReadable(file) && !Files.isDirectory(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String invalid(String shown) {
    return "Invalid value " + shown + ".";
  }

  /** Returns a sentence with the values that the key accepts. */
  private String remedy() {
    String expected = expected();
    return expected.substring(0, 1).toUpperCase(Locale.ROOT) + expected.substring(1) + ".";
  }

  private String expected() {
    return switch (type) {
      case INT, LONG -> "use an integer from " + key.min() + " to " + key.max();
      case DURATION ->
          "use a duration from %s to %s, for example %s"
              .formatted(key.min(), key.max(), key.byDefault());
      case BOOLEAN -> "use true or false";
      case TEXT, URL -> "use " + key.form();
    };
  }

  private String shownNode(JsonNode node) {
    if (node.isContainerNode()) {
      return node.isArray() ? "(a list)" : "(an object)";
    }
    if (key.secret() == Key.Secret.ALL) {
      return "(not shown)";
    }
    return node.isTextual() ? shown(node.textValue()) : node.asText();
  }

  /** Text of a value for messages and logs, without its secrets. */
  String shown(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (key.secret() == Key.Secret.ALL) {
      return "(not shown)";
    }
    return switch (value) {
      case Duration duration -> Durations.text(duration);
      case List<?> elements -> elements.stream().map(this::shown).toList().toString();
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> quoted(value.toString());
    };
  }

  private String quoted(String text) {
    String shown = key.secret() == Key.Secret.CREDENTIALS_OF_URL ? withoutCredentials(text) : text;
    return shown.length() <= SHOWN_CHARACTERS
        ? "\"" + shown + "\""
        : "\"" + shown.substring(0, SHOWN_CHARACTERS) + "…\"";
  }

  private static String withoutCredentials(String url) {
    String shown = USER_INFO.matcher(url).replaceFirst("$1" + HIDDEN + "@");
    int parameters = shown.indexOf('?');
    return parameters < 0 ? shown : shown.substring(0, parameters + 1) + HIDDEN;
  }
}

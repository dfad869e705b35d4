package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Revisions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one field's declaration, noting every mistake with its file and key. */
final class FieldParser {
  private static final Set<String> KEYS =
      Set.of(
          "type",
          "description",
          "many",
          "required",
          "searchable",
          "sortable",
          "facetable",
          "min",
          "max",
          "weight");
  private static final Set<String> RESERVED =
      Set.of(
          "q",
          "sort",
          "limit",
          "cursor",
          "facets",
          "fields",
          "highlight",
          "ids",
          "min_rev",
          "interval",
          "since",
          "have");
  private static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,63}";

  private final String file;
  private final List<String> mistakes;

  FieldParser(String file, List<String> mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  void mistake(String key, String reason) {
    mistakes.add(file + ": " + key + ": " + reason);
  }

  Field field(int ordinal, String name, JsonNode declared) {
    String at = "fields." + name;
    if (!name.matches(NAME)) {
      mistake(at, "a field's name is " + NAME);
    }
    if (RESERVED.contains(name)) {
      mistake(at, "the name is a query parameter's");
    }
    if (!declared.isObject()) {
      mistake(at, "must be an object as { type: keyword }");
    }
    for (Map.Entry<String, JsonNode> member : declared.properties()) {
      if (!KEYS.contains(member.getKey())) {
        mistake(
            at + "." + member.getKey(),
            "unknown key; known are " + KEYS.stream().sorted().collect(Collectors.joining(", ")));
      }
    }
    FieldType type = type(at, declared);
    boolean text = type == FieldType.TEXT;
    boolean many = flag(at, declared, "many", false);
    Field field =
        new Field(
            ordinal,
            name,
            type,
            many,
            flag(at, declared, "required", false),
            flag(at, declared, "searchable", text),
            flag(at, declared, "sortable", type.isOrdinal() && !many),
            flag(at, declared, "facetable", type.isNumber()),
            bound(at, declared, "min", type),
            bound(at, declared, "max", type));
    checkTogether(at, field);
    return field;
  }

  private FieldType type(String at, JsonNode declared) {
    String label = declared.path("type").asText("");
    return FieldType.ofLabel(label)
        .orElseGet(
            () -> {
              String known =
                  Arrays.stream(FieldType.values())
                      .map(FieldType::label)
                      .collect(Collectors.joining(", "));
              mistake(
                  at + ".type",
                  label.isEmpty()
                      ? "is required: one of " + known
                      : label + " is not a type; known are " + known);
              return FieldType.OBJECT;
            });
  }

  private boolean flag(String at, JsonNode declared, String key, boolean fallback) {
    JsonNode value = declared.get(key);
    if (value != null && !value.isBoolean()) {
      mistake(at + "." + key, "must be true or false, not " + value);
    }
    return value == null ? fallback : value.asBoolean();
  }

  private @Nullable Double bound(String at, JsonNode declared, String key, FieldType type) {
    JsonNode value = declared.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      mistake(at + "." + key, "must be a number, not " + value);
    } else if (!type.isNumber()) {
      mistake(at + "." + key, "bounds are for long and double");
    } else if (type == FieldType.LONG
        && (!value.isIntegralNumber() || Math.abs(value.asDouble()) > Revisions.MAX)) {
      mistake(at + "." + key, "must be an integer within ±(2^53−1)");
    }
    return value.asDouble();
  }

  private void checkTogether(String at, Field field) {
    FieldType type = field.type();
    if (field.many() && type != FieldType.KEYWORD) {
      mistake(at + ".many", "only a keyword can hold many values");
    }
    if (field.searchable() && type != FieldType.TEXT && type != FieldType.KEYWORD) {
      mistake(at + ".searchable", "only text and keyword can be searched");
    }
    if (field.sortable() && (field.many() || type == FieldType.OBJECT)) {
      mistake(at + ".sortable", "can't sort by an object or by many values");
    }
    if (field.facetable() && (type == FieldType.TEXT || type == FieldType.OBJECT)) {
      mistake(at + ".facetable", "text and object have no facets");
    }
    Double min = field.min();
    Double max = field.max();
    if (min != null && max != null && min > max) {
      mistake(at + ".min", "is greater than max");
    }
  }
}

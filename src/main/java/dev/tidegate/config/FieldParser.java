package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Language;
import dev.tidegate.model.Revisions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses the declaration of one field, and reports every mistake with its file and key. */
final class FieldParser {
  /** Names of query parameters, which a field can't have. */
  static final Set<String> RESERVED =
      Set.of(
          "q",
          "sort",
          "limit",
          "cursor",
          "facets",
          "fields",
          "group",
          "highlight",
          "ids",
          "min_rev",
          "interval",
          "since",
          "have");

  /** Regular expression for the name of a field. */
  static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,63}";

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
      mistake(at, "Invalid field name. Use a letter, then up to 63 characters of A-Z a-z 0-9 _.");
    }
    if (RESERVED.contains(name)) {
      mistake(at, "Reserved field name: a query parameter has the same name. Use another name.");
    }
    if (!declared.isObject()) {
      mistake(at, "Not a field. Use keys and values, for example { type: keyword }.");
    }
    CollectionKey.checkNames(
        CollectionKey.Scope.FIELD, declared, (key, reason) -> mistake(at + "." + key, reason));
    checkText(at + ".description", declared.get(CollectionKey.FIELD_DESCRIPTION.key()));
    FieldType type = type(at, declared);
    boolean text = type == FieldType.TEXT;
    boolean many = flag(at, declared, CollectionKey.MANY, false);
    boolean sortable = flag(at, declared, CollectionKey.SORTABLE, type.isOrdinal() && !many);
    Field field =
        new Field(
            ordinal,
            name,
            type,
            many,
            flag(at, declared, CollectionKey.REQUIRED, false),
            flag(at, declared, CollectionKey.SEARCHABLE, text),
            sortable,
            flag(at, declared, CollectionKey.FACETABLE, type.isNumber()),
            bound(at, declared, CollectionKey.MIN, type),
            bound(at, declared, CollectionKey.MAX, type),
            maxBytes(at, declared, type, sortable));
    checkTogether(at, field);
    return field;
  }

  /** Reports a value that is not a text. */
  void checkText(String at, @Nullable JsonNode value) {
    if (value != null && !value.isTextual()) {
      mistake(at, "Invalid value " + value + ". Put a text in quotes.");
    }
  }

  /** Parses the language of a collection. */
  @Nullable Language language(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    Optional<Language> language = Language.of(value.asText());
    if (language.isEmpty()) {
      mistake(
          CollectionKey.LANGUAGE.key(),
          "Invalid value " + value + ". Use one of " + Language.codes() + ".");
    }
    return language.orElse(null);
  }

  private FieldType type(String at, JsonNode declared) {
    JsonNode value = declared.get(CollectionKey.FIELD_TYPE.key());
    Optional<FieldType> type = value == null ? Optional.empty() : FieldType.ofLabel(value.asText());
    if (type.isEmpty()) {
      String known =
          Arrays.stream(FieldType.values()).map(FieldType::label).collect(Collectors.joining(", "));
      mistake(
          at + ".type",
          (value == null ? "No type." : "Invalid value " + value + ".")
              + " Use one of "
              + known
              + ".");
    }
    return type.orElse(FieldType.OBJECT);
  }

  private boolean flag(String at, JsonNode declared, CollectionKey key, boolean fallback) {
    JsonNode value = declared.get(key.key());
    if (value != null && !value.isBoolean()) {
      mistake(at + "." + key.key(), "Invalid value " + value + ". Use true or false.");
    }
    return value == null ? fallback : value.asBoolean();
  }

  private @Nullable Double bound(String at, JsonNode declared, CollectionKey key, FieldType type) {
    JsonNode value = declared.get(key.key());
    if (value == null) {
      return null;
    }
    String path = at + "." + key.key();
    if (!value.isNumber()) {
      mistake(path, "Invalid value " + value + ". Use a number.");
    } else if (!type.isNumber()) {
      mistake(path, "Only a long or a double has bounds. Remove the key.");
    } else if (type == FieldType.LONG
        && (!value.isIntegralNumber() || Math.abs(value.asDouble()) > Revisions.MAX)) {
      mistake(path, "Invalid value " + value + ". Use an integer from −(2^53−1) to 2^53−1.");
    }
    return value.asDouble();
  }

  private int maxBytes(String at, JsonNode declared, FieldType type, boolean sortable) {
    JsonNode value = declared.get(CollectionKey.MAX_BYTES.key());
    if (value == null) {
      return Field.defaultMaxBytes(type, sortable);
    }
    String path = at + "." + CollectionKey.MAX_BYTES.key();
    if (type != FieldType.TEXT && type != FieldType.KEYWORD) {
      mistake(path, "Only a text or a keyword has a maximum size. Remove the key.");
      return Field.defaultMaxBytes(type, sortable);
    }
    int most = type == FieldType.TEXT ? Field.MAX_TEXT_BYTES : Field.MAX_KEYWORD_BYTES;
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
      mistake(
          path,
          "Invalid value "
              + value
              + ". Use an integer from 1 to "
              + most
              + " for a "
              + type.label()
              + ".");
    }
    return value.asInt();
  }

  private void checkTogether(String at, Field field) {
    FieldType type = field.type();
    if (field.many() && type != FieldType.KEYWORD) {
      mistake(at + ".many", "Only a keyword can have many values. Remove the key.");
    }
    if (field.searchable() && type != FieldType.TEXT && type != FieldType.KEYWORD) {
      mistake(at + ".searchable", "Only text and keyword can be searched. Remove the key.");
    }
    if (field.sortable() && (field.many() || type == FieldType.OBJECT)) {
      mistake(
          at + ".sortable", "An object or a field with many can't be sorted by. Remove the key.");
    }
    if (field.facetable() && (type == FieldType.TEXT || type == FieldType.OBJECT)) {
      mistake(at + ".facetable", "A text or an object has no facets. Remove the key.");
    }
    Double min = field.min();
    Double max = field.max();
    if (min != null && max != null && min > max) {
      mistake(at + ".min", "min is greater than max. Use a min of at most max.");
    }
  }
}

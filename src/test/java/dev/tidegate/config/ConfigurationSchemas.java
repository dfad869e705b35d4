package dev.tidegate.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.model.Field;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** JSON Schemas of the configuration files, generated from the explanations of their keys. */
final class ConfigurationSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private ConfigurationSchemas() {}

  /** Returns the schema of {@code gateway.yaml}. */
  static String gateway() {
    ObjectNode properties = JSON.objectNode();
    for (SectionSpec section : GatewayConfig.sections()) {
      ObjectNode keys = JSON.objectNode();
      section.keys().stream()
          .filter(key -> key.group().isEmpty())
          .forEach(key -> keys.set(key.name(), schema(key)));
      section.groups().forEach(group -> keys.set(group, group(section, group)));
      ObjectNode schema = object(section.text(), keys);
      schema.set("type", types("object", "null"));
      properties.set(section.name(), schema);
    }
    return text(
        root("Tidegate gateway.yaml", "Configuration of the gateway. All keys are optional."),
        properties);
  }

  private static ObjectNode group(SectionSpec section, String group) {
    ObjectNode keys = JSON.objectNode();
    section.keys().stream()
        .filter(key -> key.group().equals(group))
        .forEach(key -> keys.set(key.name().substring(group.length() + 1), schema(key)));
    ObjectNode schema = object("Keys of " + section.name() + "." + group + ".", keys);
    schema.set("type", types("object", "null"));
    return schema;
  }

  private static ObjectNode schema(KeySpec key) {
    ObjectNode schema = JSON.objectNode().put("description", description(key));
    if (key.isList()) {
      schema.set("type", types("array", "string", "null"));
      schema.set("items", typed(JSON.objectNode(), key));
      schema.set("default", JSON.arrayNode());
      // A single text has its elements between commas, and the pattern is one of an element.
      String element = "\\s*(" + key.key().pattern().replace("\\S", "[^,\\s]") + ")\\s*";
      return schema.put("pattern", anchored(element + "(," + element + ")*"));
    }
    typed(schema, key);
    if (key.isOptional()) {
      schema.set("type", types(schema.path("type").textValue(), "null"));
      schema.putNull("default");
    } else {
      schema.set("default", defaultOf(key));
    }
    return schema;
  }

  private static ObjectNode typed(ObjectNode schema, KeySpec key) {
    switch (key.type()) {
      case INT, LONG -> {
        schema.put("type", "integer");
        schema.put("minimum", Long.parseLong(key.key().min()));
        schema.put("maximum", Long.parseLong(key.key().max()));
      }
      case BOOLEAN -> schema.put("type", "boolean");
      case DURATION -> schema.put("type", "string").put("pattern", anchored(Durations.FORM));
      case TEXT, URL -> {
        schema.put("type", "string");
        if (!key.key().pattern().isEmpty()) {
          schema.put("pattern", anchored(key.key().pattern()));
        }
      }
    }
    return schema;
  }

  private static String description(KeySpec key) {
    String text = plain(key.key().text());
    return key.type() == ValueType.DURATION
        ? "%s From %s to %s.".formatted(text, key.key().min(), key.key().max())
        : text;
  }

  private static JsonNode defaultOf(KeySpec key) {
    return switch (key.type()) {
      case INT, LONG -> number(((Number) Objects.requireNonNull(key.byDefault())).longValue());
      case BOOLEAN -> JSON.booleanNode((Boolean) Objects.requireNonNull(key.byDefault()));
      default -> JSON.textNode(key.key().byDefault());
    };
  }

  /** Returns a number with the type that a parser gives it, so that equal schemas are equal. */
  private static JsonNode number(long value) {
    return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
  }

  /** Returns the schema of a collection file. */
  static String collection() {
    ObjectNode field = object("Declaration of a field.", keys(CollectionKey.Scope.FIELD));
    field.set("required", JSON.arrayNode().add(CollectionKey.FIELD_TYPE.key()));
    ObjectNode root =
        root("Tidegate collection", "Schema of a collection, in conf/collections/NAME.yaml.");
    root.set("required", JSON.arrayNode().add(CollectionKey.FIELDS.key()));
    ObjectNode properties = keys(CollectionKey.Scope.COLLECTION);
    ((ObjectNode) properties.path(CollectionKey.FIELDS.key())).set("additionalProperties", field);
    return text(root, properties);
  }

  private static ObjectNode keys(CollectionKey.Scope scope) {
    ObjectNode keys = JSON.objectNode();
    CollectionKey.in(scope).forEach(key -> keys.set(key.key(), schema(key)));
    return keys;
  }

  private static ObjectNode schema(CollectionKey key) {
    ObjectNode schema = JSON.objectNode().put("description", description(key));
    switch (key.form()) {
      case TEXT -> schema.put("type", "string");
      case FLAG -> schema.put("type", "boolean");
      case BOUND -> schema.put("type", "number");
      case BYTES ->
          schema.put("type", "integer").put("minimum", 1).put("maximum", Field.MAX_TEXT_BYTES);
      case WEIGHT ->
          schema
              .put("type", "number")
              .put("minimum", CollectionKey.LEAST_WEIGHT)
              .put("maximum", CollectionKey.GREATEST_WEIGHT);
      case TYPE -> {
        schema.set("enum", labels());
        schema.put("description", description(key) + " " + explanationsOfTypes());
      }
      case FIELDS -> {
        schema.put("type", "object");
        schema.put("minProperties", 1).put("maxProperties", CollectionLoader.MAX_FIELDS);
        ArrayNode reserved = JSON.arrayNode();
        FieldParser.RESERVED.stream().sorted().forEach(reserved::add);
        ObjectNode names = schema.putObject("propertyNames");
        names.put("pattern", anchored(FieldParser.NAME));
        names.putObject("not").set("enum", reserved);
      }
      case RANKING -> {
        schema.set("type", types("object", "null"));
        schema.set("properties", keys(CollectionKey.Scope.RANKING));
        schema.put("additionalProperties", false);
      }
      case LANGUAGE -> {
        ArrayNode codes = schema.putArray("enum");
        Arrays.stream(Language.values()).forEach(language -> codes.add(language.code()));
      }
      case COLLECTION -> {
        schema.set("type", types("string", "null"));
        schema.put("pattern", anchored(CollectionLoader.NAME));
      }
      case CONDITION ->
          schema.put("type", "string").put("pattern", anchored(PreferenceParser.FORM));
      case ORDER -> {
        String element = "\\s*-?" + FieldParser.NAME + "\\s*";
        schema.put("type", "string").put("pattern", anchored(element + "(," + element + ")*"));
      }
    }
    return schema;
  }

  private static String description(CollectionKey key) {
    String byDefault = plain(key.byDefault());
    return switch (byDefault) {
      case "required", "none" -> plain(key.text());
      default -> plain(key.text()) + " Default: " + byDefault + ".";
    };
  }

  private static ArrayNode labels() {
    ArrayNode labels = JSON.arrayNode();
    for (FieldType type : FieldType.values()) {
      labels.add(type.label());
    }
    return labels;
  }

  private static String explanationsOfTypes() {
    List<String> explanations =
        Arrays.stream(FieldType.values())
            .map(type -> type.label() + ": " + plain(CollectionKey.text(type)))
            .toList();
    return String.join(" ", explanations);
  }

  private static ObjectNode root(String title, String description) {
    return JSON.objectNode()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$comment", "Generated. See src/docs/configuration.md.")
        .put("title", title)
        .put("description", description)
        .put("type", "object");
  }

  private static ObjectNode object(String text, ObjectNode properties) {
    ObjectNode schema = JSON.objectNode().put("description", plain(text)).put("type", "object");
    schema.set("properties", properties);
    return schema.put("additionalProperties", false);
  }

  private static ArrayNode types(String... names) {
    ArrayNode types = JSON.arrayNode();
    Arrays.stream(names).forEach(types::add);
    return types;
  }

  private static String anchored(String pattern) {
    return "^(" + pattern + ")$";
  }

  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }

  private static String text(ObjectNode root, ObjectNode properties) {
    root.set("properties", properties);
    root.put("additionalProperties", false);
    try {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentObjectsWith(INDENTER);
      return new JsonMapper().writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.tidegate.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;

/** An OpenAPI or AsyncAPI file, its references resolved. */
final class ContractFile {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("https://tidegate.dev/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonNode file;

  private ContractFile(JsonNode file) {
    this.file = file;
  }

  static ContractFile parse(String yaml) {
    try {
      return new ContractFile(new YAMLMapper().readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not YAML", e);
    }
  }

  /** Returns the node at a pointer, with references resolved. */
  JsonNode at(String pointer) {
    JsonNode found = file;
    for (String name : pointer.substring(1).split("/", -1)) {
      found = target(found).path(name);
    }
    if (found.isMissingNode()) {
      throw new AssertionError("the contract has no " + pointer);
    }
    return resolve(found);
  }

  private JsonNode target(JsonNode node) {
    return node.has("$ref") ? at(node.path("$ref").asText().substring(1)) : node;
  }

  /** Returns the node at a pointer as JSON, with its references. */
  String text(String pointer) {
    return file.at(pointer).toString();
  }

  private JsonNode resolve(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("$ref")) {
        return target(object);
      }
      ObjectNode resolved = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> resolved.set(e.getKey(), resolve(e.getValue())));
      return resolved;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> resolved.add(resolve(element)));
      return resolved;
    }
    return node;
  }

  /** Asserts that a JSON text conforms to a resolved schema. */
  static void check(JsonNode schema, String json, String what) {
    OutputUnit result =
        Validator.create(JsonSchema.of(new JsonObject(schema.toString())), OPTIONS)
            .validate(Json.decodeValue(json));
    if (!Boolean.TRUE.equals(result.getValid())) {
      throw new AssertionError(
          what + " is not as documented: " + json + "\n" + result.toJson().encodePrettily());
    }
  }
}

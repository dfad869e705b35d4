package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.util.List;

/** Validation of YAML texts by a JSON Schema. */
final class JsonSchemaCheck {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("https://tidegate.dev/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final Validator validator;

  JsonSchemaCheck(String schema) {
    this.validator = Validator.create(JsonSchema.of(new JsonObject(schema)), OPTIONS);
  }

  /** Returns the mistakes. */
  List<String> check(String yaml) throws IOException {
    JsonNode node = new YAMLMapper().readTree(yaml);
    OutputUnit result = validator.validate(new JsonObject(node.toString()));
    if (Boolean.TRUE.equals(result.getValid())) {
      return List.of();
    }
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }
}

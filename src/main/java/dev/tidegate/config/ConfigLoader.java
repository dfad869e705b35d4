package dev.tidegate.config;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads {@code gateway.yaml} and lays the environment's variables over it. */
public final class ConfigLoader {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private static final ObjectMapper RECORDS =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
          .build();

  private ConfigLoader() {}

  /**
   * Reads the configuration.
   *
   * @param directory where {@code gateway.yaml} may lie; its absence means all defaults
   */
  public static GatewayConfig load(Path directory, Map<String, String> environment)
      throws ConfigException {
    Path file = directory.resolve("gateway.yaml");
    ObjectNode tree = defaults();
    if (Files.exists(file)) {
      merge(tree, tree(file));
    }
    Map<String, String> applied = Environment.overlay(tree, environment);
    try {
      return RECORDS.treeToValue(tree, GatewayConfig.class);
    } catch (JsonMappingException e) {
      throw new ConfigException(mistake(file, e, applied));
    } catch (IOException e) {
      throw new ConfigException(file + ": " + e.getMessage());
    }
  }

  private static ObjectNode defaults() {
    try (InputStream in = ConfigLoader.class.getResourceAsStream("/defaults.yaml")) {
      return (ObjectNode) YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    for (Map.Entry<String, JsonNode> member : over.properties()) {
      if (base.get(member.getKey()) instanceof ObjectNode inner
          && member.getValue() instanceof ObjectNode innerOver) {
        merge(inner, innerOver);
      } else {
        base.set(member.getKey(), member.getValue());
      }
    }
  }

  /** A YAML file that holds an object, or nothing. */
  static ObjectNode tree(Path file) throws ConfigException {
    try {
      JsonNode node = YAML.readTree(file.toFile());
      if (node == null || node.isNull() || node.isMissingNode()) {
        return YAML.createObjectNode();
      }
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigException(file + ": must hold keys and values");
    } catch (IOException e) {
      throw new ConfigException(file + ": is not YAML: " + firstLine(e));
    }
  }

  private static String mistake(Path file, JsonMappingException e, Map<String, String> applied) {
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(name -> name != null)
            .collect(Collectors.joining("."));
    String variable = applied.get(path);
    String where = variable == null ? file + ": " + path : variable;
    if (e instanceof UnrecognizedPropertyException unknown) {
      return where + ": unknown key; known are " + unknown.getKnownPropertyIds();
    }
    Throwable cause = e.getCause();
    if (e instanceof ValueInstantiationException && cause != null) {
      return where + "." + cause.getMessage();
    }
    return where + ": " + e.getOriginalMessage();
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

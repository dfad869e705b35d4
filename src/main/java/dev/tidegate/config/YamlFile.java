package dev.tidegate.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A YAML file with keys and values. Reading it reports duplicate keys, which Jackson accepts. */
final class YamlFile {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private final Path file;
  private final List<String> mistakes;

  private YamlFile(Path file, List<String> mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  /**
   * Reads a file. An empty file is an empty object.
   *
   * @param mistakes receives each duplicate key
   * @throws ConfigException if the file can't be read or is not an object in YAML
   */
  static ObjectNode read(Path file, List<String> mistakes) throws ConfigException {
    try {
      return new YamlFile(file, mistakes).parse(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new ConfigException(file + place(e.getLocation()) + ": Invalid YAML: " + problem(e));
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": File not found.");
    } catch (AccessDeniedException e) {
      throw new ConfigException(file + ": Permission to read the file denied.");
    } catch (IOException e) {
      throw new ConfigException(file + ": Cannot read the file: " + e.getMessage());
    }
  }

  private ObjectNode parse(byte[] text) throws IOException, ConfigException {
    try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
      JsonNode root = parser.nextToken() == null ? NullNode.getInstance() : value(parser, "");
      if (parser.nextToken() != null) {
        throw new ConfigException(
            file
                + place(parser.currentTokenLocation())
                + ": More than one YAML document. Keep one.");
      }
      if (root.isNull()) {
        return MAPPER.createObjectNode();
      }
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigException(file + ": Not a YAML object. Use keys and values.");
    }
  }

  private JsonNode value(JsonParser parser, String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> array(parser, path);
      default -> MAPPER.readTree(parser);
    };
  }

  private ObjectNode object(JsonParser parser, String path) throws IOException {
    ObjectNode object = MAPPER.createObjectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String at = path.isEmpty() ? key : path + "." + key;
      int line = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      if (object.replace(key, value(parser, at)) != null) {
        mistakes.add(file + ": " + at + ": Duplicate key in line " + line + ". Keep one.");
      }
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String path) throws IOException {
    ArrayNode array = MAPPER.createArrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, path));
    }
    return array;
  }

  private static String place(JsonLocation location) {
    return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  /** Returns the parser's words without its excerpt of the file, which can contain a secret. */
  private static String problem(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage())
            .lines()
            .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
            .collect(Collectors.joining(", "))
        + ".";
  }
}

package dev.tidegate.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code TIDEGATE_SECTION_KEY} variables: each key of the configuration has one, as {@code
 * TIDEGATE_HTTP_PORT} for {@code http.port}. Lists are written with commas.
 */
final class Environment {
  private static final String PREFIX = "TIDEGATE_";

  private Environment() {}

  /**
   * Writes the variables that are set into the tree.
   *
   * @return the variables used, by the path they wrote
   */
  static Map<String, String> overlay(ObjectNode tree, Map<String, String> environment) {
    Map<String, String> applied = new LinkedHashMap<>();
    for (RecordComponent section : GatewayConfig.class.getRecordComponents()) {
      for (RecordComponent key : section.getType().getRecordComponents()) {
        String sectionName = snakeCase(section.getName());
        String keyName = snakeCase(key.getName());
        String variable = PREFIX + (sectionName + "_" + keyName).toUpperCase(Locale.ROOT);
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
          put(tree.withObjectProperty(sectionName), keyName, key, value.strip());
          applied.put(sectionName + "." + keyName, variable);
          applied.putIfAbsent(sectionName, variable);
        }
      }
    }
    return applied;
  }

  private static void put(ObjectNode section, String name, RecordComponent key, String value) {
    if (key.getType() == List.class) {
      ArrayNode list = section.putArray(name);
      for (String element : value.split(",", -1)) {
        list.add(element.strip());
      }
    } else {
      section.put(name, value);
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}

package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: the defaults, overridden by {@code gateway.yaml}, overridden by {@code
 * TIDEGATE_SECTION_KEY} variables. Reports all mistakes together.
 */
public final class ConfigLoader {
  private final Path file;
  private final Map<String, String> variables;
  private final List<String> mistakes = new ArrayList<>();

  private ConfigLoader(Path file, Map<String, String> variables) {
    this.file = file;
    this.variables = variables;
  }

  /**
   * Reads the configuration.
   *
   * @param directory directory of {@code gateway.yaml}; without the file, all keys have defaults
   * @param variables environment; unknown and blank variables don't count
   */
  public static GatewayConfig load(Path directory, Map<String, String> variables)
      throws ConfigException {
    return new ConfigLoader(directory.resolve("gateway.yaml"), variables).load();
  }

  /** Returns the configuration without a file: the defaults, overridden by these variables. */
  public static GatewayConfig of(Map<String, String> variables) throws ConfigException {
    return new ConfigLoader(Path.of(""), variables).config(JsonNodeFactory.instance.objectNode());
  }

  private GatewayConfig load() throws ConfigException {
    if (!Files.exists(file)) {
      return config(JsonNodeFactory.instance.objectNode());
    }
    ObjectNode tree;
    try {
      tree = YamlFile.read(file, mistakes);
    } catch (ConfigException e) {
      mistakes.addAll(e.mistakes());
      GatewayConfig.sections().forEach(section -> values(section, null, new HashSet<>()));
      throw new ConfigException(mistakes);
    }
    return config(tree);
  }

  private GatewayConfig config(ObjectNode tree) throws ConfigException {
    List<String> known = GatewayConfig.sections().stream().map(SectionSpec::name).toList();
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (!known.contains(member.getKey())) {
        mistake(member.getKey(), KnownNames.unknown("section", member.getKey(), known));
      }
    }
    List<Record> sections = new ArrayList<>();
    for (SectionSpec section : GatewayConfig.sections()) {
      Record read = section(section, tree.get(section.name()));
      if (read != null) {
        sections.add(read);
      }
      if (read instanceof ElasticsearchConfig elasticsearch) {
        report(section, ElasticsearchCredentials.mistakes(elasticsearch), Set.of());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return GatewayConfig.of(sections);
  }

  /** Returns {@code null} where values don't go together. Invalid ones count as their defaults. */
  private @Nullable Record section(SectionSpec section, @Nullable JsonNode node) {
    Set<String> invalid = new HashSet<>();
    Map<String, @Nullable Object> values = values(section, node, invalid);
    try {
      return section.create(values);
    } catch (InvalidKeysException e) {
      report(section, e.mistakes(), invalid);
      return null;
    }
  }

  private void report(SectionSpec section, List<KeyMistake> found, Set<String> invalid) {
    for (KeyMistake mistake : found) {
      if (Collections.disjoint(mistake.keys(), invalid)) {
        section.key(mistake.keys().getFirst()).ifPresent(key -> mistake(key, mistake.reason()));
      }
    }
  }

  /**
   * Reads the keys that have a value.
   *
   * @param invalid receives the keys of which the value is unknown because of a mistake
   */
  private Map<String, @Nullable Object> values(
      SectionSpec section, @Nullable JsonNode node, Set<String> invalid) {
    checkNames(section, node, invalid);
    Map<String, @Nullable Object> values = new HashMap<>();
    for (KeySpec key : section.keys()) {
      String variable = variable(key);
      JsonNode written = key.in(node);
      List<String> reasons = new ArrayList<>();
      Object value;
      if (variable != null) {
        value = key.parse(variable, reasons::add);
      } else if (written != null) {
        value = key.read(written, reasons::add);
      } else {
        continue;
      }
      if (reasons.isEmpty()) {
        values.put(key.name(), value);
      } else {
        invalid.add(key.name());
        reasons.forEach(reason -> mistake(key, reason));
      }
    }
    return values;
  }

  private void checkNames(SectionSpec section, @Nullable JsonNode node, Set<String> invalid) {
    if (node == null || node.isNull()) {
      return;
    }
    checkNames(section, "", node, invalid);
    section.groups().stream()
        .filter(group -> node.hasNonNull(group))
        .forEach(group -> checkNames(section, group, node.get(group), invalid));
  }

  /**
   * Checks the names of one object.
   *
   * @param group empty for the section itself
   */
  private void checkNames(SectionSpec section, String group, JsonNode node, Set<String> invalid) {
    String path = group.isEmpty() ? section.name() : section.name() + "." + group;
    if (!node.isObject()) {
      mistake(path, "Not a section. Use keys and values.");
      section.keys().stream()
          .filter(key -> group.isEmpty() || key.group().equals(group))
          .forEach(key -> invalid.add(key.name()));
    }
    List<String> known = section.members(group);
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!known.contains(member.getKey())) {
        mistake(path + "." + member.getKey(), KnownNames.unknown("key", member.getKey(), known));
      }
    }
  }

  private @Nullable String variable(KeySpec key) {
    String value = variables.get(key.variable());
    return value == null || value.isBlank() ? null : value.strip();
  }

  private void mistake(KeySpec key, String reason) {
    if (variable(key) == null) {
      mistake(key.path(), reason);
    } else {
      mistakes.add(key.variable() + ": " + key.path() + ": " + reason);
    }
  }

  private void mistake(String path, String reason) {
    mistakes.add(file + ": " + path + ": " + reason);
  }
}

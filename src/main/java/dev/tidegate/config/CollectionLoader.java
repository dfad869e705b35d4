package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code collections/NAME.yaml}, one file a collection, and reports every mistake. */
public final class CollectionLoader {
  private static final String NAME = "[a-z][a-z0-9_-]{0,63}";
  private static final int MAX_FIELDS = 256;

  private CollectionLoader() {}

  public static Catalog load(Path directory) throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    List<Collection> collections = new ArrayList<>();
    for (Path file : files(directory)) {
      try {
        collections.add(collection(file, mistakes));
      } catch (ConfigException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    if (collections.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(directory + ": no collection is declared; add a file NAME.yaml");
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return new Catalog(collections);
  }

  private static List<Path> files(Path directory) throws ConfigException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new ConfigException(directory + ": can't be read: " + e.getMessage());
    }
  }

  private static Collection collection(Path file, List<String> mistakes) throws ConfigException {
    String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    ObjectNode tree = YamlFile.read(file, mistakes);
    FieldParser parser = new FieldParser(file.toString(), mistakes);
    if (!name.matches(NAME)) {
      parser.mistake("file name", "a collection's name is " + NAME + ", not " + name);
    }
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (!List.of("description", "fields", "ranking").contains(member.getKey())) {
        parser.mistake(member.getKey(), "unknown key; known are description, fields, ranking");
      }
    }
    List<Field> fields = new ArrayList<>();
    if (tree.get("fields") instanceof ObjectNode declared && !declared.isEmpty()) {
      declared
          .properties()
          .forEach(e -> fields.add(parser.field(fields.size(), e.getKey(), e.getValue())));
    } else {
      parser.mistake("fields", "declare at least one field");
    }
    if (fields.size() > MAX_FIELDS) {
      parser.mistake("fields", "at most " + MAX_FIELDS + " fields, not " + fields.size());
    }
    RankingParser ranking = new RankingParser(file.toString(), mistakes, fields);
    return new Collection(name, tree.path("description").asText(""), fields, ranking.ranking(tree));
  }
}

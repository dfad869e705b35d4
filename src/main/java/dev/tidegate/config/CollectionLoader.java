package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code collections/NAME.yaml}, one file for each collection, and reports all mistakes. */
public final class CollectionLoader {
  /** Greatest number of fields of a collection. */
  static final int MAX_FIELDS = 256;

  private static final String NAME = "[a-z][a-z0-9_-]{0,63}";

  private CollectionLoader() {}

  /** Reads all files of a directory. */
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
      mistakes.add(directory + ": No collection. Add a file NAME.yaml.");
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
      throw new ConfigException(directory + ": Cannot read the directory: " + e.getMessage());
    }
  }

  private static Collection collection(Path file, List<String> mistakes) throws ConfigException {
    String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    ObjectNode tree = YamlFile.read(file, mistakes);
    FieldParser parser = new FieldParser(file.toString(), mistakes);
    if (!name.matches(NAME)) {
      parser.mistake(
          "file name",
          "Invalid collection name \"%s\". Use a letter, then up to 63 characters of a-z 0-9 _ -."
              .formatted(name));
    }
    CollectionKey.checkNames(CollectionKey.Scope.COLLECTION, tree, parser::mistake);
    parser.checkText(CollectionKey.DESCRIPTION.key(), tree.get(CollectionKey.DESCRIPTION.key()));
    List<Field> fields = fields(tree.path(CollectionKey.FIELDS.key()), parser);
    RankingParser ranking = new RankingParser(file.toString(), mistakes, fields);
    String description = tree.path(CollectionKey.DESCRIPTION.key()).asText("");
    Language language = parser.language(tree.get(CollectionKey.LANGUAGE.key()));
    return new Collection(name, description, fields, ranking.ranking(tree), language);
  }

  private static List<Field> fields(JsonNode declared, FieldParser parser) {
    List<Field> fields = new ArrayList<>();
    if (!declared.isObject() || declared.isEmpty()) {
      parser.mistake(
          "fields", "No fields. Declare at least one, for example { name: { type: text } }.");
    }
    declared
        .properties()
        .forEach(e -> fields.add(parser.field(fields.size(), e.getKey(), e.getValue())));
    if (fields.size() > MAX_FIELDS) {
      parser.mistake("fields", "%d fields. Use at most %d.".formatted(fields.size(), MAX_FIELDS));
    }
    return fields;
  }
}

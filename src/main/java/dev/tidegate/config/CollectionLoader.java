package dev.tidegate.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Field;
import dev.tidegate.model.RuleSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code collections/NAME.yaml}, one file for each collection, and reports all mistakes. */
public final class CollectionLoader {
  /** Greatest number of fields of a collection. */
  static final int MAX_FIELDS = 256;

  /** Form of a collection's name. */
  static final String NAME = "[a-z][a-z0-9_-]{0,63}";

  private CollectionLoader() {}

  /** Reads all files of a directory. */
  public static Catalog load(Path directory) throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    Map<Path, Collection> byFile = new LinkedHashMap<>();
    for (Path file : files(directory)) {
      try {
        byFile.put(file, collection(file, mistakes));
      } catch (ConfigException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    List<Collection> collections = List.copyOf(byFile.values());
    byFile.forEach((file, each) -> checkMerchandising(file, each, collections, mistakes));
    if (collections.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(directory + ": No collection. Add a file NAME.yaml.");
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return new Catalog(collections);
  }

  private static void checkMerchandising(
      Path file, Collection collection, List<Collection> all, List<String> mistakes) {
    String name = collection.merchandising();
    if (name == null) {
      return;
    }
    String at = file + ": " + CollectionKey.MERCHANDISING.key() + ": ";
    Collection rules =
        all.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    if (rules == null && !Files.exists(file.resolveSibling(name + ".yaml"))) {
      List<String> known = all.stream().map(Collection::name).toList();
      mistakes.add(at + KnownNames.unknown("collection", name, known));
    } else if (rules == collection) {
      mistakes.add(at + "A collection can't contain its own rules. Use another collection.");
    } else if (rules != null) {
      RuleSchema.mistakes(rules).forEach(reason -> mistakes.add(at + reason));
    }
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
    return new Collection(
        name,
        description,
        fields,
        ranking.ranking(tree),
        parser.language(tree.get(CollectionKey.LANGUAGE.key())),
        merchandising(tree, parser));
  }

  private static @Nullable String merchandising(ObjectNode tree, FieldParser parser) {
    String key = CollectionKey.MERCHANDISING.key();
    JsonNode name = tree.path(key);
    if (name.isMissingNode() || name.isNull()) {
      return null;
    }
    if (!name.isTextual()) {
      parser.mistake(key, "Invalid value " + name + ". Use the name of a collection.");
      return null;
    }
    return name.textValue();
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

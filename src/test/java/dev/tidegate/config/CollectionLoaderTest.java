package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import dev.tidegate.model.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionLoaderTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  @Test
  void theShippedCollectionsAreValid() throws ConfigException {
    assertThat(CollectionLoader.load(Path.of("conf", "collections")).collections())
        .extracting(Collection::name)
        .contains("products", "orders", "users", "devices", "posts");
  }

  @Test
  void languagesAreDeclaredByTheirCodes() throws IOException, ConfigException {
    Path file = directory.resolve("a.yaml");
    Files.writeString(file, "language: fr\nfields: { a: { type: text } }");
    assertThat(CollectionLoader.load(directory).require("a").language()).isEqualTo(Language.FRENCH);
    Files.writeString(file, "language: klingon\nfields: { a: { type: text } }");
    ConfigException rejected =
        catchThrowableOfType(ConfigException.class, () -> CollectionLoader.load(directory));
    assertThat(rejected.mistakes())
        .singleElement()
        .asString()
        .endsWith(
            "a.yaml: language: Invalid value \"klingon\". Use one of " + Language.codes() + ".");
  }

  @Test
  void allMistakesOfAllFilesAreReported() throws IOException {
    Files.writeString(
        directory.resolve("a.yaml"),
        """
        descr: x
        fields:
          9lives: { type: text }
          limit: { type: keyword }
          plain: { type: string }
          none: {}
          tags: { type: long, many: true }
          size: { type: long, min: 5, max: 1 }
          name: { type: text, facetable: yes please }
          what: { type: keyword, min: 1, sorted: true }
          heavy: { type: text, weight: 1000 }
          large: { type: text, max_bytes: 67108865 }
          code: { type: keyword, max_bytes: 32767 }
          empty: { type: text, max_bytes: 0 }
          count: { type: long, max_bytes: 8 }
          mute: { type: keyword, weight: 2 }
        ranking: { prefer: size is large, then: -what, first: name }
        """);
    Files.writeString(directory.resolve("Bad Name.yaml"), "fields: { a: { type: text } }");
    Files.writeString(directory.resolve("empty.yaml"), "");
    ConfigException rejected =
        catchThrowableOfType(ConfigException.class, () -> CollectionLoader.load(directory));
    assertThat(rejected.mistakes())
        .extracting(mistake -> mistake.substring(mistake.lastIndexOf('/') + 1))
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).startsWith("a.yaml: descr: Unknown key."),
            m -> assertThat(m).startsWith("a.yaml: fields.9lives: Invalid field name."),
            m -> assertThat(m).startsWith("a.yaml: fields.limit: Reserved field name"),
            m ->
                assertThat(m)
                    .startsWith("a.yaml: fields.plain.type: Invalid value \"string\". Use one of"),
            m -> assertThat(m).startsWith("a.yaml: fields.none.type: No type. Use one of text"),
            m -> assertThat(m).startsWith("a.yaml: fields.tags.many: Only a keyword"),
            m -> assertThat(m).startsWith("a.yaml: fields.size.min: min is greater than max"),
            m ->
                assertThat(m)
                    .startsWith("a.yaml: fields.name.facetable: Invalid value \"yes please\""),
            m -> assertThat(m).startsWith("a.yaml: fields.what.sorted: Unknown key. "),
            m -> assertThat(m).startsWith("a.yaml: fields.what.min: Only a long or a double"),
            m ->
                assertThat(m)
                    .startsWith("a.yaml: fields.large.max_bytes: Invalid value 67108865. Use an"),
            m ->
                assertThat(m)
                    .startsWith("a.yaml: fields.code.max_bytes: Invalid value 32767. Use an"),
            m -> assertThat(m).startsWith("a.yaml: fields.empty.max_bytes: Invalid value 0. Use"),
            m -> assertThat(m).startsWith("a.yaml: fields.count.max_bytes: Only a text or a"),
            m -> assertThat(m).startsWith("a.yaml: fields.heavy.weight: Invalid value 1000. Use"),
            m -> assertThat(m).startsWith("a.yaml: fields.mute.weight: Only a searchable field"),
            m -> assertThat(m).startsWith("a.yaml: ranking.prefer: \"size is large\" is not a"),
            m -> assertThat(m).startsWith("a.yaml: ranking.then: \"what\" is not a sortable"),
            m -> assertThat(m).startsWith("a.yaml: ranking.first: Unknown key."),
            m -> assertThat(m).startsWith("Bad Name.yaml: file name: "),
            m -> assertThat(m).startsWith("empty.yaml: fields: No fields. Declare at least one"));
  }

  @Test
  void aNewFileIsANewCollection() throws IOException, ConfigException {
    Files.writeString(
        directory.resolve("rooms.yaml"),
        "fields: { name: { type: text }, heat: { type: double, min: -40 } }");
    Collection rooms = CollectionLoader.load(directory).require("rooms");
    assertThat(rooms.require("heat").type()).isEqualTo(FieldType.DOUBLE);
    assertThat(rooms.require("heat").sortable()).isTrue();
    assertThat(rooms.require("name").searchable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "heat >= 1.5, Range[field=heat; lower=1.5i; upper=null]",
    "heat<3,      Range[field=heat; lower=null; upper=3.0e]",
    "heat = 2,    Numbers[2.0]",
    "open = true, Terms[true]",
    "kind = red,  Terms[red]",
    "heat = hot,  ranking.prefer: \"hot\" is not a number",
    "cold > 1,    ranking.prefer: \"cold\" is not a field",
    "kind > 1,    ranking.prefer: > compares numbers",
    "open = yes,  ranking.prefer: \"yes\" is not a boolean",
    "name = tea,  ranking.prefer: \"name\" is not a field",
  })
  void aPreferenceIsACondition(String condition, String meaning) throws IOException {
    Files.writeString(
        directory.resolve("rooms.yaml"),
        """
        fields: { name: { type: text }, heat: { type: double }, kind: { type: keyword },
                  open: { type: boolean } }
        ranking: { prefer: '%s' }
        """
            .formatted(condition));
    String found;
    try {
      found = describe(CollectionLoader.load(directory).require("rooms").ranking().prefer());
    } catch (ConfigException e) {
      found = String.valueOf(e.getMessage());
    }
    assertThat(found).contains(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rooms;   A collection can't contain its own rules.",
        "rule;    Unknown collection. Did you mean \"rules\"? Known collections: rooms, rules.",
        "5;       Invalid value 5. Use the name of a collection.",
        "rules;   The collection \"rules\" has no usable field \"query\". Declare it as query:",
        "rules;   The collection \"rules\" has no usable field \"pinned\". Declare it as pinned:",
        "rules;   The collection \"rules\" has no usable field \"hidden\". Declare it as hidden:",
      })
  void rulesAreInAnotherCollectionWithTheFieldsThatTheyNeed(String name, String mistake)
      throws IOException {
    Files.writeString(
        directory.resolve("rooms.yaml"),
        "fields: { name: { type: text } }\nmerchandising: " + name);
    Files.writeString(
        directory.resolve("rules.yaml"),
        "fields: { query: { type: keyword }, pinned: { type: keyword } }");
    ConfigException rejected =
        catchThrowableOfType(ConfigException.class, () -> CollectionLoader.load(directory));
    assertThat(rejected.mistakes())
        .anySatisfy(each -> assertThat(each).contains("rooms.yaml: merchandising: " + mistake));
  }

  @Test
  void aCollectionCanHaveRules() throws IOException, ConfigException {
    Files.writeString(
        directory.resolve("rooms.yaml"), "fields: { name: { type: text } }\nmerchandising: rules");
    Files.writeString(
        directory.resolve("rules.yaml"),
        """
        fields: { query: { type: keyword, required: true }, pinned: { type: keyword, many: true },
                  hidden: { type: keyword, many: true } }
        """);
    Catalog catalog = CollectionLoader.load(directory);
    assertThat(catalog.require("rooms").merchandising()).isEqualTo("rules");
    assertThat(catalog.isRules(catalog.require("rules"))).isTrue();
    assertThat(catalog.isRules(catalog.require("rooms"))).isFalse();
  }

  private static String describe(@Nullable Filter filter) {
    return switch (filter) {
      case Filter.Range range ->
          "Range[field=%s; lower=%s; upper=%s]"
              .formatted(range.field().name(), bound(range.lower()), bound(range.upper()));
      case Filter.Numbers numbers -> "Numbers" + numbers.values();
      case Filter.Terms terms -> "Terms" + terms.values();
      case Filter.AnyOf any -> "AnyOf";
      case Filter.Not not -> "Not";
      case Filter.Exists exists -> "Exists";
      case null -> "nothing";
    };
  }

  private static String bound(Filter.@Nullable Bound bound) {
    return bound == null ? "null" : bound.value() + (bound.inclusive() ? "i" : "e");
  }
}

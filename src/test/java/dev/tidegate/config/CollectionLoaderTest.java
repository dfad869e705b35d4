package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
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
  void everyMistakeInTheSchemasIsReported() throws IOException {
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
          mute: { type: keyword, weight: 2 }
        ranking: { prefer: size is large, then: -what, first: name }
        """);
    Files.writeString(directory.resolve("Bad Name.yaml"), "fields: { a: { type: text } }");
    Files.writeString(directory.resolve("empty.yaml"), "");
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> CollectionLoader.load(directory));
    assertThat(refused.mistakes())
        .extracting(mistake -> mistake.substring(mistake.lastIndexOf('/') + 1))
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).startsWith("a.yaml: descr: unknown key"),
            m -> assertThat(m).startsWith("a.yaml: fields.9lives: a field's name is"),
            m -> assertThat(m).startsWith("a.yaml: fields.limit: the name is a query parameter's"),
            m -> assertThat(m).startsWith("a.yaml: fields.plain.type: string is not a type"),
            m -> assertThat(m).startsWith("a.yaml: fields.none.type: is required"),
            m -> assertThat(m).startsWith("a.yaml: fields.tags.many: only a keyword"),
            m -> assertThat(m).startsWith("a.yaml: fields.size.min: is greater than max"),
            m -> assertThat(m).startsWith("a.yaml: fields.name.facetable: must be true or false"),
            m -> assertThat(m).startsWith("a.yaml: fields.what.sorted: unknown key"),
            m -> assertThat(m).startsWith("a.yaml: fields.what.min: bounds are for"),
            m -> assertThat(m).startsWith("a.yaml: fields.heavy.weight: must be a number from 0.1"),
            m -> assertThat(m).startsWith("a.yaml: fields.mute.weight: q does not look"),
            m -> assertThat(m).startsWith("a.yaml: ranking.prefer: 'size is large' is not a"),
            m -> assertThat(m).startsWith("a.yaml: ranking.then: 'what' is not a sortable"),
            m -> assertThat(m).startsWith("a.yaml: ranking.first: unknown key"),
            m -> assertThat(m).startsWith("Bad Name.yaml: file name: "),
            m -> assertThat(m).startsWith("empty.yaml: fields: declare at least one"));
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
    "heat = hot,  ranking.prefer: 'hot' is not a number",
    "cold > 1,    ranking.prefer: 'cold' is not a field",
    "kind > 1,    ranking.prefer: > is for numbers",
    "open = yes,  ranking.prefer: 'yes' is neither",
    "name = tea,  ranking.prefer: 'name' is not a field",
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

  private static String describe(@Nullable Filter filter) {
    return switch (filter) {
      case Filter.Range range ->
          "Range[field=%s; lower=%s; upper=%s]"
              .formatted(range.field().name(), bound(range.lower()), bound(range.upper()));
      case Filter.Numbers numbers -> "Numbers" + numbers.values();
      case Filter.Terms terms -> "Terms" + terms.values();
      case Filter.AnyOf any -> "AnyOf";
      case Filter.Not not -> "Not";
      case null -> "nothing";
    };
  }

  private static String bound(Filter.@Nullable Bound bound) {
    return bound == null ? "null" : bound.value() + (bound.inclusive() ? "i" : "e");
  }
}

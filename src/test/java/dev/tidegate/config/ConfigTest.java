package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldType;
import dev.tidegate.model.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private GatewayConfig load(String yaml, Map<String, String> environment)
      throws ConfigException, IOException {
    Files.writeString(directory.resolve("gateway.yaml"), yaml);
    return ConfigLoader.load(directory, environment);
  }

  @Test
  void whatIsLeftOutIsAsInTheDefaults() throws ConfigException {
    GatewayConfig config = ConfigLoader.load(directory, Map.of());
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.redis().url()).isNull();
    assertThat(config.elasticsearch().urls()).isEmpty();
    assertThat(config.live().heartbeat()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theShippedConfigurationIsGood() throws ConfigException {
    ConfigLoader.load(Path.of("conf"), Map.of());
    assertThat(CollectionLoader.load(Path.of("conf", "collections")).collections())
        .extracting(Collection::name)
        .contains("products", "orders", "users", "devices", "posts");
  }

  @Test
  void variablesOverrideTheFile() throws ConfigException, IOException {
    GatewayConfig config =
        load(
            "http: { port: 1 }\nredis: { shards: 4 }\n",
            Map.of(
                "TIDEGATE_HTTP_PORT", "2",
                "TIDEGATE_ELASTICSEARCH_URLS", "http://a:1, https://b:2",
                "TIDEGATE_LIVE_HEARTBEAT", "250ms",
                "TIDEGATE_RETAIL_DATA", "elsewhere"));
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.redis().shards()).isEqualTo(4);
    assertThat(config.elasticsearch().urls()).hasSize(2);
    assertThat(config.live().heartbeat()).isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: { prot: 1 }            | http.prot: unknown key",
        "htp: { port: 1 }             | htp: unknown key",
        "http: { port: 70000 }        | http.port: must be 0 to 65535, not 70000",
        "http: { port: many }         | http.port: ",
        "http: { host: 0.0.0.0 }      | http.host: 0.0.0.0 is not a loopback address",
        "live: { heartbeat: 5 }       | live.heartbeat: ",
        "read: { cache_bytes: -1 }    | read.cache_bytes: must be 0 to 1099511627776, not -1",
        "live: { heartbeat: 60s }     | live.heartbeat: must be 100ms to 15s, not 1m",
        "redis: { url: 'http://x' }   | redis.url: must begin with redis://",
        "elasticsearch: { urls: [x] } | elasticsearch.urls: x is not an http",
        "http: [1]                    | http: ",
        "http: { port: 1, port: 2 }   | is not YAML",
      })
  void mistakesAreNamedWithFileKeyAndReason(String yaml, String mistake) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> load(yaml, Map.of()));
    assertThat(refused).hasMessageContaining("gateway.yaml: ").hasMessageContaining(mistake);
  }

  @Test
  void aMistakeInAVariableNamesTheVariable() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class, () -> load("", Map.of("TIDEGATE_HTTP_PORT", "no")));
    assertThat(refused).hasMessageContaining("TIDEGATE_HTTP_PORT");
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

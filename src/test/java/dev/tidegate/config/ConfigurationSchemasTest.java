package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agreement of the JSON Schemas with the loaders. */
class ConfigurationSchemasTest {
  private static final JsonSchemaCheck GATEWAY =
      new JsonSchemaCheck(ConfigurationSchemas.gateway());
  private static final JsonSchemaCheck COLLECTION =
      new JsonSchemaCheck(ConfigurationSchemas.collection());

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  @Test
  void theShippedFilesAreValidAndNameTheirSchemas() throws IOException, ConfigException {
    Path gateway = Path.of("conf/gateway.yaml");
    assertThat(GATEWAY.check(Files.readString(gateway))).isEmpty();
    assertSchemaOf(gateway, "gateway");
    ConfigLoader.load(Path.of("conf"), Map.of());

    List<Path> collections;
    try (Stream<Path> files = Files.list(Path.of("conf/collections"))) {
      collections = files.sorted().toList();
    }
    assertThat(collections).hasSizeGreaterThanOrEqualTo(5);
    for (Path collection : collections) {
      assertThat(COLLECTION.check(Files.readString(collection))).as("%s", collection).isEmpty();
      assertSchemaOf(collection, "collection");
    }
    CollectionLoader.load(Path.of("conf/collections"));
  }

  private static void assertSchemaOf(Path file, String name) throws IOException {
    String first = Files.readAllLines(file).getFirst();
    assertThat(first).startsWith("# yaml-language-server: $schema=");
    Path schema = file.resolveSibling(first.substring(first.indexOf('=') + 1)).normalize();
    assertThat(schema).isEqualTo(Path.of("conf/schema/" + name + ".schema.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http: { prot: 1 }",
        "htp: { port: 1 }",
        "http: { port: 70000 }",
        "http: { port: -1 }",
        "http: { port: '8080' }",
        "http: { port: 80.5 }",
        "http: { port: }",
        "http: { exposed: maybe }",
        "http: { host: 5 }",
        "http: { host: '' }",
        "http: { allowed_origins: [''] }",
        "http: { allowed_origins: [5] }",
        "http: { allowed_origins: 'a,,b' }",
        "http: { allowed_origins: {} }",
        "http: [1]",
        "http: 5",
        "redis: { url: 'http://x' }",
        "redis: { url: '' }",
        "redis: { prefix: a b }",
        "redis: { shards: null }",
        "elasticsearch: { urls: [x] }",
        "elasticsearch: { urls: 'http://a,x' }",
        "elasticsearch: { password: 5 }",
        "elasticsearch: { index_prefix: Abc }",
        "live: { heartbeat: 5 }",
        "live: { heartbeat: 5 s }",
        "live: { heartbeat: 1d }",
        "read: { cache_bytes: 1099511627777 }",
      })
  void bothRejectTheSameGatewayFiles(String yaml) throws IOException {
    assertThat(GATEWAY.check(yaml)).isNotEmpty();
    assertThat(isLoaded(yaml)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:",
        "http: { port: 0, exposed: true, allowed_hosts: [a.example], host: '::' }",
        "http: { port: 8.0e1 }",
        "http: { allowed_origins: 'https://a, https://b' }",
        "http: { allowed_origins: ['*'] }",
        "http: { allowed_origins: null }",
        "redis: { url: null, log_age: 8760h }",
        "redis: { url: 'rediss://user:password@host:6379/1' }",
        "elasticsearch: { urls: ['http://a:9200', 'https://b'], username: u, password: '' }",
        "elasticsearch: { urls: 'http://a:9200' }",
        "read: { cache_bytes: 1099511627776 }",
      })
  void bothAcceptTheSameGatewayFiles(String yaml) throws IOException {
    assertThat(GATEWAY.check(yaml)).isEmpty();
    assertThat(isLoaded(yaml)).isTrue();
  }

  private boolean isLoaded(String yaml) throws IOException {
    Files.writeString(directory.resolve("gateway.yaml"), yaml);
    try {
      ConfigLoader.load(directory, Map.of());
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "fields: {}",
        "fields: [name]",
        "fields: { 9lives: { type: text } }",
        "fields: { limit: { type: keyword } }",
        "fields: { a: text }",
        "fields: { a: {} }",
        "fields: { a: { type: string } }",
        "fields: { a: { type: text, sorted: true } }",
        "fields: { a: { type: text, required: maybe } }",
        "fields: { a: { type: text, weight: 1000 } }",
        "fields: { a: { type: text, weight: 0 } }",
        "fields: { a: { type: text, description: 5 } }",
        "fields: { a: { type: long, min: low } }",
        "fields: { a: { type: long, max: null } }",
        "{ description: [], fields: { a: { type: text } } }",
        "{ descr: x, fields: { a: { type: text } } }",
        "{ fields: { a: { type: long } }, ranking: a }",
        "{ fields: { a: { type: long } }, ranking: { first: a } }",
        "{ fields: { a: { type: long } }, ranking: { prefer: a is large } }",
        "{ fields: { a: { type: long } }, ranking: { prefer: 5 } }",
        "{ fields: { a: { type: long } }, ranking: { then: a b } }",
        "{ fields: { a: { type: long } }, ranking: { then: 'a,' } }",
        "{ fields: { a: { type: long } }, ranking: { then: [a] } }",
      })
  void bothRejectTheSameCollectionFiles(String yaml) throws IOException {
    assertThat(COLLECTION.check(yaml)).isNotEmpty();
    assertThat(isCollection(yaml)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields: { a: { type: text } }",
        "{ fields: { a: { type: long, min: -1, max: 1 } }, ranking: { then: ' -a' } }",
        "{ fields: { a: { type: double, min: -0.5 } }, ranking: { prefer: a>=0.5, then: 'a , -a' } }",
        "{ fields: { a: { type: text, weight: 0.1 } }, ranking: }",
        "{ fields: { a: { type: keyword, many: true, searchable: true, weight: 100 } } }",
      })
  void bothAcceptTheSameCollectionFiles(String yaml) throws IOException {
    assertThat(COLLECTION.check(yaml)).isEmpty();
    assertThat(isCollection(yaml)).isTrue();
  }

  private boolean isCollection(String yaml) throws IOException {
    Files.writeString(directory.resolve("a.yaml"), yaml);
    try {
      CollectionLoader.load(directory);
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }
}

package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private GatewayConfig load(String yaml, Map<String, String> variables)
      throws ConfigException, IOException {
    Files.writeString(directory.resolve("gateway.yaml"), yaml);
    return ConfigLoader.load(directory, variables);
  }

  /** Loads a wrong configuration, and returns the mistakes without the directory. */
  private List<String> mistakes(String yaml, Map<String, String> variables) {
    ConfigException rejected =
        catchThrowableOfType(ConfigException.class, () -> load(yaml, variables));
    assertThat(rejected).as(yaml).isNotNull();
    return rejected.mistakes().stream().map(m -> m.replace(directory + "/", "")).toList();
  }

  @Test
  void withoutAFileAllKeysHaveTheirDefaults() throws ConfigException {
    GatewayConfig config = ConfigLoader.load(directory, Map.of());
    assertThat(config).isEqualTo(GatewayConfig.defaults());
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.redis().url()).isNull();
    assertThat(config.elasticsearch().urls()).isEmpty();
    assertThat(config.live().heartbeat()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---\n",
        "http:\n",
        "http:\n  # port: 1\nlive:\n",
        "redis: { url: null }",
        "http: { allowed_origins: }",
        "elasticsearch: { urls: [] }",
      })
  void aFileWithoutValuesChangesNothing(String yaml) throws ConfigException, IOException {
    assertThat(load(yaml, Map.of())).isEqualTo(GatewayConfig.defaults());
  }

  @Test
  void aVariableOverridesTheFile() throws ConfigException, IOException {
    GatewayConfig config =
        load(
            "http: { port: 1 }\nredis: { shards: 4 }\nread: { cache_bytes: none }\n",
            Map.of(
                "TIDEGATE_HTTP_PORT", " 2 ",
                "TIDEGATE_HTTP_EXPOSED", "TRUE",
                "TIDEGATE_HTTP_ALLOWED_HOSTS", "shop.example",
                "TIDEGATE_READ_CACHE_BYTES", "0",
                "TIDEGATE_LIVE_HEARTBEAT", "250ms",
                "TIDEGATE_RETAIL_DATA", "elsewhere"));
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.http().exposed()).isTrue();
    assertThat(config.redis().shards()).isEqualTo(4);
    assertThat(config.read().cacheBytes()).isZero();
    assertThat(config.live().heartbeat()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void aBlankVariableIsUnset() throws ConfigException, IOException {
    GatewayConfig config =
        load("http: { port: 1 }", Map.of("TIDEGATE_HTTP_PORT", " ", "TIDEGATE_REDIS_URL", ""));
    assertThat(config.http().port()).isEqualTo(1);
    assertThat(config.redis().url()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elasticsearch: { urls: ['http://a:1', 'https://b:2'] }",
        "elasticsearch: { urls: 'http://a:1, https://b:2' }",
      })
  void aListIsAListOrATextWithCommas(String yaml) throws ConfigException, IOException {
    List<URI> urls = List.of(URI.create("http://a:1"), URI.create("https://b:2"));
    assertThat(load(yaml, Map.of()).elasticsearch().urls()).isEqualTo(urls);
    Map<String, String> variables =
        Map.of("TIDEGATE_ELASTICSEARCH_URLS", "http://a:1 ,https://b:2");
    assertThat(ConfigLoader.of(variables).elasticsearch().urls()).isEqualTo(urls);
  }

  @Test
  void allMistakesAreReportedTogether() {
    List<String> mistakes =
        mistakes(
            """
            http: { host: 0.0.0.0, prot: 1, max_body_bytes: 1 }
            htp: { port: 1 }
            redis: { url: 'http://r', prefix: a b, shards: }
            elasticsearch: { urls: [x, 5], ca_certificate: /no/such/file }
            search: 5
            live: { heartbeat: 60s, drain: 5, drain: 6 }
            """,
            Map.of(
                "TIDEGATE_HTTP_PORT", "no",
                "TIDEGATE_READ_CACHE_BYTES", "-1",
                "TIDEGATE_SEARCH_BATCH", "0"));
    assertThat(mistakes)
        .containsExactly(
            "gateway.yaml: live.drain: Duplicate key in line 6. Keep one.",
            "gateway.yaml: htp: Unknown section. Did you mean \"http\"? Known sections: http, redis,"
                + " elasticsearch, search, read, live.",
            "gateway.yaml: http.prot: Unknown key. Did you mean \"port\"? Known keys: host, port,"
                + " exposed, allowed_origins, allowed_hosts, h2c, event_loops, max_body_bytes,"
                + " max_line_bytes, max_connections, max_connections_per_address,"
                + " max_request_bytes, max_response_bytes, max_spool_bytes.",
            "TIDEGATE_HTTP_PORT: http.port: Invalid value \"no\". Use an integer from 0 to 65535.",
            "gateway.yaml: http.max_body_bytes: Invalid value 1. Use an integer from 1024 to"
                + " 67108864.",
            "gateway.yaml: http.host: \"0.0.0.0\" is not a loopback address. Set http.exposed to"
                + " true to allow it.",
            "gateway.yaml: redis.url: Invalid value \"http://r\". Use a URL that starts with"
                + " redis:// or rediss://.",
            "gateway.yaml: redis.prefix: Invalid value \"a b\". Use 1–64 characters of A-Z a-z 0-9"
                + " . _ -.",
            "gateway.yaml: redis.shards: No value. Remove the key to use the default, or use an"
                + " integer from 1 to 256.",
            "gateway.yaml: elasticsearch.urls: Invalid value \"x\". Use URLs that start with"
                + " http:// or https://.",
            "gateway.yaml: elasticsearch.urls: Invalid value 5. Use URLs that start with http:// or"
                + " https://.",
            "gateway.yaml: elasticsearch.ca_certificate: Invalid value \"/no/such/file\". Use the"
                + " path of a readable file.",
            "gateway.yaml: search: Not a section. Use keys and values.",
            "TIDEGATE_SEARCH_BATCH: search.batch: Invalid value \"0\". Use an integer from 1 to"
                + " 10000.",
            "TIDEGATE_READ_CACHE_BYTES: read.cache_bytes: Invalid value \"-1\". Use an integer from"
                + " 0 to 1099511627776.",
            "gateway.yaml: live.heartbeat: Invalid value \"60s\". Use a duration from 100ms to 15s,"
                + " for example 10s.",
            "gateway.yaml: live.drain: Invalid value 6. Use a duration from 0s to 10m, for example"
                + " 2s.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "http: { port: many }              | http.port: Invalid value \"many\". Use an integer",
        "http: { port: '8080' }            | http.port: Invalid value \"8080\". Use an integer",
        "http: { port: 80.5 }              | http.port: Invalid value 80.5. Use an integer",
        "http: { port: 99999999999 }       | http.port: Invalid value 99999999999. Use an integer",
        "http: { port: [1] }               | http.port: Invalid value (a list). Use an integer",
        "http: { port: true }              | http.port: Invalid value true. Use an integer",
        "http: { port: null }              | http.port: No value. Remove the key to use the default",
        "http: { exposed: no way }         | http.exposed: Invalid value \"no way\". Use true or false.",
        "http: { host: 5 }                 | http.host: Invalid value 5. Put a text in quotes.",
        "http: { host: }                   | http.host: No value. ",
        "http: { host: { a: b } }          | http.host: Invalid value (an object). Use a host name",
        "http: { allowed_origins: [''] }   | http.allowed_origins: Invalid value \"\". Use origins",
        "http: { maxConnections: 1 }       | Did you mean \"max_connections\"?",
        "http: { http: 1 }                 | http.http: Unknown key. ",
        "live: { heartbeat: 5 }            | live.heartbeat: Invalid value 5. Use a duration",
        "live: { heartbeat: 5 s }          | live.heartbeat: Invalid value \"5 s\". Use a duration",
        "live: { heartbeat: 1d }           | live.heartbeat: Invalid value \"1d\". Use a duration",
        "live: { heartbeat: -1s }          | live.heartbeat: Invalid value \"-1s\". Use a duration",
        "live: { heartbeat: 99ms }         | live.heartbeat: Invalid value \"99ms\". Use a duration",
        "read: { cache_bytes: 1 GiB }      | read.cache_bytes: Invalid value \"1 GiB\". Use an",
        "elasticsearch: { urls: 5 }        | elasticsearch.urls: Invalid value 5. Use URLs",
        "elasticsearch: { ca_certificate: / } | elasticsearch.ca_certificate: Invalid value \"/\".",
        "http: [1]                         | http: Not a section. Use keys and values.",
      })
  void aMistakeNamesFileKeyValueAndRemedy(String yaml, String mistake) {
    assertThat(mistakes(yaml, Map.of()))
        .singleElement()
        .asString()
        .startsWith("gateway.yaml: ")
        .contains(mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: [1                     | gateway.yaml:1:9: Invalid YAML: ",
        "- http                       | gateway.yaml: Not a YAML object. Use keys and values.",
        "just words                   | gateway.yaml: Not a YAML object. Use keys and values.",
      })
  void aFileThatIsNotYamlDoesNotHideTheMistakesOfVariables(String yaml, String mistake) {
    List<String> mistakes =
        mistakes(yaml + "\n", Map.of("TIDEGATE_HTTP_PORT", "no", "TIDEGATE_HTTP_HOST", "0.0.0.0"));
    assertThat(mistakes).hasSize(2);
    assertThat(mistakes.getFirst()).startsWith(mistake);
    assertThat(mistakes.getLast()).startsWith("TIDEGATE_HTTP_PORT: http.port: Invalid value");
  }

  @Test
  void aSecondYamlDocumentIsRejected() {
    assertThat(mistakes("http: { port: 1 }\n---\nhttp: { port: 2 }\n", Map.of()))
        .singleElement()
        .asString()
        .contains("More than one YAML document. Keep one.");
  }

  @Test
  void aFileThatIsNotUtf8OrNotAFileIsRejected() throws IOException {
    Path file = directory.resolve("gateway.yaml");
    Files.write(file, "http: { host: é }".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(catchThrowableOfType(ConfigException.class, this::loadAgain)).isNotNull();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(catchThrowableOfType(ConfigException.class, this::loadAgain))
        .hasMessageContaining("Cannot read the file");
  }

  private void loadAgain() throws ConfigException {
    ConfigLoader.load(directory, Map.of());
  }

  @Test
  void aMistakeThatDependsOnAnInvalidKeyIsNotGuessed() {
    assertThat(mistakes("http: { host: 0.0.0.0, exposed: maybe }", Map.of()))
        .singleElement()
        .asString()
        .contains("http.exposed");
  }

  @Test
  void messagesContainNoSecrets() {
    List<String> mistakes =
        mistakes(
            """
            redis: { url: 'http://user:hidden1@host:1/0?password=hidden2' }
            elasticsearch:
              urls: ['ftp://user:hid@den3@host', 'user:hidden4@host', 'http://u:hidden5@ho st']
              username: [hidden6]
              password: 1234567
              api_key: { id: hidden8 }
              pasword: hidden9
            """,
            Map.of("TIDEGATE_READ_CACHE_BYTES", "x"));
    assertThat(mistakes).hasSize(9);
    assertThat(String.join("\n", mistakes))
        .doesNotContain("hidden", "den3", "1234567", "user:", "user@")
        .contains("\"http://***@host:1/0?***\"")
        .contains("\"ftp://***@host\"", "\"***@host\"", "\"http://***@ho st\"")
        .contains("elasticsearch.password: Invalid value (not shown). Put a text in quotes.");
    assertThat(mistakes("elasticsearch: { password: hidden, api_key: 'hidden\n", Map.of()))
        .singleElement()
        .asString()
        .doesNotContain("hidden");
    assertThat(mistakes("", Map.of("TIDEGATE_REDIS_URL", "http://user:hidden@host")))
        .containsExactly(
            "TIDEGATE_REDIS_URL: redis.url: Invalid value \"http://***@host\". Use a URL that"
                + " starts with redis:// or rediss://.");
  }

  @Test
  void credentialsOfElasticsearchAreCompleteAndDoNotExcludeEachOther() {
    assertThat(mistakes("elasticsearch: { username: tide }", Map.of()))
        .containsExactly(
            "gateway.yaml: elasticsearch.username: A user name needs a password. Set"
                + " elasticsearch.password, or remove the user name.");
    assertThat(mistakes("elasticsearch: { password: hidden }", Map.of()))
        .singleElement()
        .asString()
        .contains("elasticsearch.password: A password needs a user name")
        .doesNotContain("hidden");
    assertThat(mistakes("elasticsearch: { urls: 'http://tide@es:9200' }", Map.of()))
        .singleElement()
        .asString()
        .contains("user:password@host");
    assertThat(
            mistakes("elasticsearch: { urls: 'http://tide:hidden@es:9200', api_key: k }", Map.of()))
        .singleElement()
        .asString()
        .contains("elasticsearch.urls: Credentials in a URL exclude")
        .doesNotContain("hidden");
  }

  @Test
  void aGroupOfKeysIsAnObject() throws ConfigException, IOException {
    assertThat(load("redis: { tls: { verify: none } }", Map.of()).redis().tlsVerify())
        .isEqualTo("none");
    assertThat(load("redis: { tls: }", Map.of()).redis().tlsVerify()).isEqualTo("hostname");
    Map<String, String> variables = Map.of("TIDEGATE_REDIS_TLS_VERIFY", "ca");
    assertThat(load("redis: { tls: { verify: none } }", variables).redis().tlsVerify())
        .isEqualTo("ca");
    assertThat(mistakes("redis: { tls: { verfy: none } }", Map.of()))
        .singleElement()
        .asString()
        .startsWith("gateway.yaml: redis.tls.verfy: Unknown key. Did you mean \"verify\"?");
    assertThat(mistakes("redis: { tls: yes }", Map.of()))
        .containsExactly("gateway.yaml: redis.tls: Not a section. Use keys and values.");
    assertThat(mistakes("redis: { tls: { verify: maybe, ca: missing.pem } }", Map.of())).hasSize(2);
    assertThat(mistakes("redis: { tls.verify: none }", Map.of())).hasSize(1);
  }
}

package dev.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayConfigTest {
  @Test
  void withChangesOneValue() {
    GatewayConfig defaults = GatewayConfig.defaults();
    GatewayConfig changed = defaults.with("live.drain", "250ms").with("http.port", "0");
    assertThat(changed.live().drain()).isEqualTo(Duration.ofMillis(250));
    assertThat(changed.http().port()).isZero();
    assertThat(changed.with("live.drain", "2s").with("http.port", "8080")).isEqualTo(defaults);
  }

  @Test
  void withRejectsWhatTheLoaderRejects() {
    GatewayConfig config = GatewayConfig.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.with("live.heartbeat", "16s"))
        .withMessage(
            "live.heartbeat: Invalid value \"16s\". Use a duration from 100ms to 15s, for example"
                + " 10s.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.with("http.host", "0.0.0.0"))
        .withMessageContaining("Set http.exposed to true");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.with("live.unknown", "1"))
        .withMessage("Unknown key live.unknown.");
  }

  @Test
  void withStoresFillsInTheAddresses() {
    List<URI> urls = List.of(URI.create("http://es:9200"));
    GatewayConfig config = GatewayConfig.defaults().withStores("redis://r:1", urls);
    assertThat(config.redis().url()).isEqualTo("redis://r:1");
    assertThat(config.elasticsearch().urls()).isEqualTo(urls);
    assertThat(config)
        .isEqualTo(
            GatewayConfig.defaults()
                .with("redis.url", "redis://r:1")
                .with("elasticsearch.urls", "http://es:9200"));
  }

  @Test
  void toStringContainsNoSecrets() {
    GatewayConfig config =
        GatewayConfig.defaults()
            .with("redis.url", "redis://user:hidden@redis:6379")
            .with("elasticsearch.urls", "https://user:hidden@es:9200")
            .with("elasticsearch.username", "user")
            .with("elasticsearch.password", "hidden")
            .with("elasticsearch.api_key", "hidden");
    assertThat(config.toString())
        .doesNotContain("hidden", "user:", "\"user\"")
        .contains("url=\"redis://***@redis:6379\"", "urls=[\"https://***@es:9200\"]")
        .contains("prefix=\"tidegate\"", "heap_mb=256", "command_timeout=5s");
  }

  @Test
  void sectionsAreTheComponents() {
    RecordComponent[] components = GatewayConfig.class.getRecordComponents();
    assertThat(GatewayConfig.sections())
        .extracting(SectionSpec::name)
        .containsExactly(
            Stream.of(components).map(RecordComponent::getName).toArray(String[]::new));
    assertThat(GatewayConfig.of(GatewayConfig.defaults().records()))
        .isEqualTo(GatewayConfig.defaults());
  }

  static Stream<KeySpec> boundedKeys() {
    return GatewayConfig.sections().stream()
        .flatMap(s -> s.keys().stream())
        .filter(KeySpec::hasBounds);
  }

  /** The constructors pass their values by place: a wrong order would name another key. */
  @ParameterizedTest
  @MethodSource("boundedKeys")
  void recordsRejectValuesOutOfBounds(KeySpec key) {
    GatewayConfig config = GatewayConfig.defaults();
    String section = key.path().replaceFirst("\\..*", "");
    SectionSpec spec =
        GatewayConfig.sections().stream()
            .filter(s -> s.name().equals(section))
            .findFirst()
            .orElseThrow();
    Record record = config.records().get(GatewayConfig.sections().indexOf(spec));
    List<Object> outside = new ArrayList<>();
    outside.add(beyond(key, key.key().min(), -1));
    if (!key.key().max().equals(String.valueOf(Integer.MAX_VALUE))) {
      outside.add(beyond(key, key.key().max(), 1));
    }
    for (Object value : outside) {
      assertThatThrownBy(() -> spec.with(record, key, value))
          .isInstanceOf(InvalidKeysException.class)
          .hasMessageStartingWith(key.path() + ": Invalid value ")
          .hasMessageNotContaining("\n");
    }
    for (String bound : List.of(key.key().min(), key.key().max())) {
      assertThat(config.with(key.path(), bound)).isNotNull();
    }
  }

  private static Object beyond(KeySpec key, String bound, int by) {
    Object value = Objects.requireNonNull(key.type().parse(bound));
    return switch (value) {
      case Integer number -> number + by;
      case Long number -> number + by;
      case Duration duration -> duration.plusMillis(by);
      default -> throw new AssertionError(value);
    };
  }

  @Test
  void aRecordReportsAllItsMistakes() {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("shards", 0);
    values.put("url", "http://user:hidden@host");
    values.put("prefix", null);
    SectionSpec redis = SectionSpec.of(RedisConfig.class);
    assertThatThrownBy(() -> redis.create(values))
        .hasMessage(
            """
            redis.url: Invalid value "http://***@host". Use a URL that starts with redis:// or rediss://.
            redis.prefix: No value. Remove the key to use the default, or use 1–64 characters of A-Z a-z 0-9 . _ -.
            redis.shards: Invalid value 0. Use an integer from 1 to 256.""");
  }
}

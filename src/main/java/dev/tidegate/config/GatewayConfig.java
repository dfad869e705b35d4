package dev.tidegate.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Configuration of the gateway: all sections of {@code gateway.yaml}. */
public record GatewayConfig(
    HttpConfig http,
    RedisConfig redis,
    ElasticsearchConfig elasticsearch,
    SearchConfig search,
    ReadConfig read,
    LiveConfig live) {

  /** Sections in the order of the components. */
  private static final List<SectionSpec> SECTIONS =
      Stream.of(
              HttpConfig.class,
              RedisConfig.class,
              ElasticsearchConfig.class,
              SearchConfig.class,
              ReadConfig.class,
              LiveConfig.class)
          .map(SectionSpec::of)
          .toList();

  /** Returns the sections of the file. */
  static List<SectionSpec> sections() {
    return SECTIONS;
  }

  /** Returns the configuration with these records, in the order of {@link #sections}. */
  static GatewayConfig of(List<Record> records) {
    return new GatewayConfig(
        (HttpConfig) records.get(0),
        (RedisConfig) records.get(1),
        (ElasticsearchConfig) records.get(2),
        (SearchConfig) records.get(3),
        (ReadConfig) records.get(4),
        (LiveConfig) records.get(5));
  }

  /** Returns the records, in the order of {@link #sections}. */
  List<Record> records() {
    return List.of(http, redis, elasticsearch, search, read, live);
  }

  /** Returns the default of every key. */
  public static GatewayConfig defaults() {
    try {
      return ConfigLoader.of(Map.of());
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns a copy with one value changed.
   *
   * @param path section and key, for example {@code live.drain}
   * @param value as a variable gives it, for example {@code 250ms}
   * @throws IllegalArgumentException if there is no such key, or if it does not accept the value
   */
  public GatewayConfig with(String path, String value) {
    List<Record> records = new ArrayList<>(records());
    for (int i = 0; i < records.size(); i++) {
      SectionSpec section = SECTIONS.get(i);
      for (KeySpec key : section.keys()) {
        if (key.path().equals(path)) {
          records.set(i, section.with(records.get(i), key, parse(key, value)));
          return of(records);
        }
      }
    }
    throw new IllegalArgumentException("Unknown key " + path + ".");
  }

  private static @Nullable Object parse(KeySpec key, String value) {
    return key.parse(
        value,
        mistake -> {
          throw new IllegalArgumentException(key.path() + ": " + mistake);
        });
  }

  /** Returns a copy that uses these servers, for example the embedded ones. */
  public GatewayConfig withStores(String redisUrl, List<URI> elasticsearchUrls) {
    return new GatewayConfig(
        http,
        redis.withUrl(redisUrl),
        elasticsearch.withUrls(elasticsearchUrls),
        search,
        read,
        live);
  }
}

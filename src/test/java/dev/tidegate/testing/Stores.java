package dev.tidegate.testing;

import dev.tidegate.config.GatewayConfig;
import java.net.URI;
import java.util.List;

/** Configurations that name the servers of a test, with the default of every other key. */
public final class Stores {
  private static final String UNUSED = "redis://127.0.0.1:1";

  private Stores() {}

  /** Returns a configuration for one Redis; Elasticsearch is not used. */
  public static GatewayConfig redis(String url, String prefix) {
    return GatewayConfig.defaults().with("redis.prefix", prefix).withStores(url, List.of());
  }

  /** Returns a configuration for these nodes; Redis is not used. */
  public static GatewayConfig elasticsearch(List<URI> nodes, String prefix) {
    return GatewayConfig.defaults()
        .with("elasticsearch.index_prefix", prefix)
        .withStores(UNUSED, nodes);
  }

  /** Returns a configuration for both servers, with the same prefix in both. */
  public static GatewayConfig both(String redisUrl, String elasticsearchUrl, String prefix) {
    return elasticsearch(List.of(URI.create(elasticsearchUrl)), prefix)
        .with("redis.prefix", prefix)
        .withStores(redisUrl, List.of(URI.create(elasticsearchUrl)));
  }
}

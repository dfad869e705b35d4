package dev.tidegate.testing;

import dev.tidegate.config.GatewayConfig;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Configurations that name the servers of a test, with the default of every other key. */
public final class Stores {
  private Stores() {}

  /** Returns a configuration for one Redis; Elasticsearch is not used. */
  public static GatewayConfig redis(String url, String prefix) {
    return GatewayConfig.defaults().with("redis.url", url).with("redis.prefix", prefix);
  }

  /** Returns a configuration for these nodes; Redis is not used. */
  public static GatewayConfig elasticsearch(List<URI> nodes, String prefix) {
    return withNodes(GatewayConfig.defaults(), nodes, prefix);
  }

  /** Returns a configuration for both servers, with the same prefix in both. */
  public static GatewayConfig both(String redisUrl, String elasticsearchUrl, String prefix) {
    return withNodes(redis(redisUrl, prefix), List.of(URI.create(elasticsearchUrl)), prefix);
  }

  private static GatewayConfig withNodes(GatewayConfig config, List<URI> nodes, String prefix) {
    String urls = nodes.stream().map(URI::toString).collect(Collectors.joining(","));
    return config.with("elasticsearch.urls", urls).with("elasticsearch.index_prefix", prefix);
  }
}

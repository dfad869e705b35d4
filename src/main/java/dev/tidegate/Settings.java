package dev.tidegate;

import dev.tidegate.config.ElasticsearchConfig;
import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.config.RedisConfig;
import dev.tidegate.elastic.ElasticSettings;
import dev.tidegate.live.LiveSettings;
import dev.tidegate.redis.RedisSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What each part is told of the configuration. */
final class Settings {
  private static final int ELASTIC_CONNECTIONS = 16;

  private Settings() {}

  static RedisSettings redis(RedisConfig redis, String url) {
    return new RedisSettings(
        url,
        redis.prefix(),
        redis.commandTimeout(),
        redis.maxInFlight(),
        redis.logLength(),
        redis.idempotencyTtl());
  }

  static ElasticSettings elastic(GatewayConfig config, List<URI> urls) {
    ElasticsearchConfig elastic = config.elasticsearch();
    return new ElasticSettings(
        urls,
        elastic.username(),
        elastic.password(),
        elastic.apiKey(),
        elastic.caCertificate() == null ? null : Path.of(elastic.caCertificate()),
        elastic.indexPrefix(),
        elastic.replicas(),
        elastic.requestTimeout(),
        ELASTIC_CONNECTIONS,
        elastic.maxInFlight(),
        config.search().refresh(),
        config.search().cursorTtl());
  }

  static LiveSettings live(LiveConfig live) {
    return new LiveSettings(
        live.heartbeat(),
        live.pongTimeout(),
        live.maxMessageBytes(),
        live.maxSubscriptions(),
        live.maxDocuments(),
        live.maxInterval(),
        live.maxQueue(),
        live.messagesPerSecond(),
        live.returnWithin());
  }
}

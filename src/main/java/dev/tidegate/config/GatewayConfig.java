package dev.tidegate.config;

import static dev.tidegate.config.Checks.orDefault;

import org.jspecify.annotations.Nullable;

/** All of {@code gateway.yaml}. Every section and key may be left out. */
public record GatewayConfig(
    HttpConfig http,
    RedisConfig redis,
    ElasticsearchConfig elasticsearch,
    SearchConfig search,
    LiveConfig live) {

  public GatewayConfig(
      @Nullable HttpConfig http,
      @Nullable RedisConfig redis,
      @Nullable ElasticsearchConfig elasticsearch,
      @Nullable SearchConfig search,
      @Nullable LiveConfig live) {
    this.http = orDefault(http, HttpConfig.DEFAULT);
    this.redis = orDefault(redis, RedisConfig.DEFAULT);
    this.elasticsearch = orDefault(elasticsearch, ElasticsearchConfig.DEFAULT);
    this.search = orDefault(search, SearchConfig.DEFAULT);
    this.live = orDefault(live, LiveConfig.DEFAULT);
  }
}

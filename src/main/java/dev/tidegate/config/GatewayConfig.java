package dev.tidegate.config;

/** All of {@code gateway.yaml}. What a file leaves out is as in {@code defaults.yaml}. */
public record GatewayConfig(
    HttpConfig http,
    RedisConfig redis,
    ElasticsearchConfig elasticsearch,
    SearchConfig search,
    ReadConfig read,
    LiveConfig live) {}

package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.embedded.Children;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.embedded.RedisOptions;
import dev.tidegate.embedded.Supervisor;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The servers started here because none were configured, and again on the same ports, with the same
 * password, whenever they end by themselves. Blocks; for the main thread, and for the one that ends
 * the program, which may close it at any moment of the start.
 */
final class EmbeddedServers implements AutoCloseable {
  private final GatewayConfig config;
  private final Path data;
  private final Children children = new Children();
  private final Supervisor supervisor = new Supervisor();
  private volatile @Nullable EmbeddedRedis redis;
  private volatile @Nullable EmbeddedElasticsearch elasticsearch;

  EmbeddedServers(GatewayConfig config, Path data) {
    this.config = config;
    this.data = data;
  }

  /** Returns once they serve; where one can't, it fails and the other ends with {@link #close}. */
  void start() {
    CompletableFuture<Void> index = CompletableFuture.runAsync(this::startElasticsearch);
    if (ownsRedis()) {
      EmbeddedRedis started = startRedis(RedisOptions.in(data.resolve("redis")));
      supervisor.keep(started, () -> startRedis(started.options()));
    }
    try {
      index.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private EmbeddedRedis startRedis(RedisOptions options) {
    EmbeddedRedis started = EmbeddedRedis.start(options, children);
    redis = started;
    return started;
  }

  private void startElasticsearch() {
    if (config.elasticsearch().urls().isEmpty()) {
      ElasticsearchOptions options =
          ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data.resolve("elasticsearch"))
              .withHeapMegabytes(config.elasticsearch().heapMb());
      EmbeddedElasticsearch started = startElasticsearch(options);
      ElasticsearchOptions again = options.withHttpPort(started.port());
      supervisor.keep(started, () -> startElasticsearch(again));
    }
  }

  private EmbeddedElasticsearch startElasticsearch(ElasticsearchOptions options) {
    EmbeddedElasticsearch started = EmbeddedElasticsearch.start(options, children);
    elasticsearch = started;
    return started;
  }

  boolean ownsRedis() {
    return config.redis().url() == null;
  }

  /** Returns the configuration with the addresses of the started servers. */
  GatewayConfig config() {
    EmbeddedRedis ownRedis = redis;
    EmbeddedElasticsearch ownElasticsearch = elasticsearch;
    String redisUrl = ownRedis == null ? config.redis().url() : ownRedis.url();
    List<URI> urls =
        ownElasticsearch == null
            ? config.elasticsearch().urls()
            : List.of(URI.create(ownElasticsearch.url()));
    if (redisUrl == null) {
      throw new IllegalStateException("no Redis");
    }
    return config.withStores(redisUrl, urls);
  }

  @Override
  public void close() {
    supervisor.close();
    children.close();
    EmbeddedElasticsearch ownElasticsearch = elasticsearch;
    if (ownElasticsearch != null) {
      ownElasticsearch.close();
    }
    EmbeddedRedis ownRedis = redis;
    if (ownRedis != null) {
      ownRedis.close();
    }
  }
}

package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.embedded.Children;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.EmbeddedRedis;
import dev.tidegate.embedded.RedisOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The servers started here because none were configured. Blocks; for the main thread, and for the
 * one that ends the program, which may close it at any moment of the start.
 */
final class EmbeddedServers implements AutoCloseable {
  private final GatewayConfig config;
  private final Path data;
  private final Children children = new Children();
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
      redis = EmbeddedRedis.start(RedisOptions.in(data.resolve("redis")), children);
    }
    try {
      index.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void startElasticsearch() {
    if (config.elasticsearch().urls().isEmpty()) {
      elasticsearch =
          EmbeddedElasticsearch.start(
              ElasticsearchOptions.in(
                      ElasticsearchHome.besideProgram(), data.resolve("elasticsearch"))
                  .withHeapMegabytes(config.elasticsearch().heapMb()),
              children);
    }
  }

  boolean ownsRedis() {
    return config.redis().url() == null;
  }

  /** Of the servers to use, once started. */
  StoreAddresses addresses() {
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
    return new StoreAddresses(redisUrl, urls);
  }

  @Override
  public void close() {
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

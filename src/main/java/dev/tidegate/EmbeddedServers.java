package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.embedded.ElasticsearchHome;
import dev.tidegate.embedded.ElasticsearchOptions;
import dev.tidegate.embedded.EmbeddedElasticsearch;
import dev.tidegate.embedded.EmbeddedRedis;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The servers started here because none were configured. Blocks; for the main thread. */
record EmbeddedServers(
    GatewayConfig config,
    @Nullable EmbeddedRedis redis,
    @Nullable EmbeddedElasticsearch elasticsearch)
    implements AutoCloseable {

  static EmbeddedServers start(GatewayConfig config, Path data) {
    boolean ownRedis = config.redis().url() == null;
    boolean ownElasticsearch = config.elasticsearch().urls().isEmpty();
    CompletableFuture<@Nullable EmbeddedElasticsearch> elasticsearch =
        CompletableFuture.supplyAsync(
            () -> ownElasticsearch ? startElasticsearch(config, data) : null);
    EmbeddedRedis redis = null;
    try {
      redis = ownRedis ? EmbeddedRedis.start(data.resolve("redis")) : null;
      return new EmbeddedServers(config, redis, elasticsearch.join());
    } catch (CompletionException e) {
      closeAll(redis, null);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (RuntimeException e) {
      closeAll(redis, elasticsearch.handle((started, failure) -> started).join());
      throw e;
    }
  }

  private static EmbeddedElasticsearch startElasticsearch(GatewayConfig config, Path data) {
    return EmbeddedElasticsearch.start(
        ElasticsearchOptions.in(ElasticsearchHome.besideProgram(), data.resolve("elasticsearch"))
            .withHeapMegabytes(config.elasticsearch().heapMb()));
  }

  boolean ownsRedis() {
    return redis != null;
  }

  StoreAddresses addresses() {
    String redisUrl = redis == null ? config.redis().url() : redis.url();
    List<URI> urls =
        elasticsearch == null
            ? config.elasticsearch().urls()
            : List.of(URI.create(elasticsearch.url()));
    if (redisUrl == null) {
      throw new IllegalStateException("no Redis");
    }
    return new StoreAddresses(redisUrl, urls);
  }

  @Override
  public void close() {
    closeAll(redis, elasticsearch);
  }

  private static void closeAll(
      @Nullable EmbeddedRedis redis, @Nullable EmbeddedElasticsearch elasticsearch) {
    CompletableFuture<Void> index =
        CompletableFuture.runAsync(
            () -> {
              if (elasticsearch != null) {
                elasticsearch.close();
              }
            });
    if (redis != null) {
      redis.close();
    }
    index.join();
  }
}

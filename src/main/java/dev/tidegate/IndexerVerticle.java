package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.index.IndexTools;
import dev.tidegate.index.Indexer;
import dev.tidegate.index.Rebuilds;
import dev.tidegate.loop.VertxEventLoop;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.redis.RedisStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the index, and rebuilds it, on an event loop. */
final class IndexerVerticle extends VerticleBase {
  private final Function<Context, RedisStore> stores;
  private final Elastic elastic;
  private final Catalog catalog;
  private final Shards shards;
  private final int batch;
  private final InstantSource clock;
  private final SearchWatch watch;
  private @Nullable RedisStore store;
  private @Nullable Indexer indexer;
  private @Nullable Rebuilds rebuilds;

  /**
   * Creates a verticle.
   *
   * @param batch documents in one request to the index
   */
  IndexerVerticle(
      Function<Context, RedisStore> stores,
      Elastic elastic,
      Catalog catalog,
      Shards shards,
      int batch,
      InstantSource clock,
      SearchWatch watch) {
    this.stores = stores;
    this.elastic = elastic;
    this.catalog = catalog;
    this.shards = shards;
    this.batch = batch;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public Future<?> start() {
    RedisStore own = stores.apply(context);
    store = own;
    IndexTools tools =
        new IndexTools(
            new VertxEventLoop(context),
            clock,
            catalog,
            shards,
            own.index(),
            elastic.index(),
            elastic.builder());
    Indexer made = new Indexer(tools, batch);
    Rebuilds rebuilding = new Rebuilds(tools);
    indexer = made;
    rebuilds = rebuilding;
    return own.open()
        .otherwiseEmpty()
        .onSuccess(
            opened -> {
              rebuilding.start();
              made.start();
              watch.follow(made, rebuilding);
            });
  }

  @Override
  public Future<?> stop() {
    Future<Void> stopped = indexer == null ? Future.succeededFuture() : indexer.stop();
    return stopped
        .eventually(() -> rebuilds == null ? Future.succeededFuture() : rebuilds.stop())
        .eventually(() -> store == null ? Future.succeededFuture() : store.close());
  }
}

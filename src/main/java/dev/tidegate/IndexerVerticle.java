package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.index.IndexTools;
import dev.tidegate.index.Indexer;
import dev.tidegate.index.Rebuilds;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.redis.RedisLink;
import dev.tidegate.redis.RedisSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Keeps the index, and rebuilds it, on an event loop. */
final class IndexerVerticle extends VerticleBase {
  private final RedisSettings settings;
  private final Catalog catalog;
  private final Shards shards;
  private final Elastic elastic;
  private final int batch;
  private final InstantSource clock;
  private final SearchWatch watch;
  private @Nullable RedisLink link;
  private @Nullable Indexer indexer;
  private @Nullable Rebuilds rebuilds;

  IndexerVerticle(
      RedisSettings settings,
      Catalog catalog,
      Shards shards,
      Elastic elastic,
      int batch,
      InstantSource clock,
      SearchWatch watch) {
    this.settings = settings;
    this.catalog = catalog;
    this.shards = shards;
    this.elastic = elastic;
    this.batch = batch;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public Future<?> start() {
    RedisLink own = new RedisLink(vertx, context, settings);
    link = own;
    IndexTools tools =
        IndexToolsFactory.make(vertx, own, settings, catalog, shards, elastic, clock);
    Indexer made =
        new Indexer(
            vertx,
            context,
            clock,
            catalog,
            tools.queues(),
            tools.documents(),
            elastic.index(),
            batch);
    Rebuilds rebuilding = new Rebuilds(tools, context);
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
        .eventually(() -> link == null ? Future.succeededFuture() : link.close());
  }
}

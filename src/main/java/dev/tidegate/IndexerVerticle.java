package dev.tidegate;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.redis.RedisDirtyQueue;
import dev.tidegate.redis.RedisDocumentReader;
import dev.tidegate.redis.RedisLink;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.search.DirtyQueue;
import dev.tidegate.search.DocumentIndex;
import dev.tidegate.search.Indexer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the indexer on an event loop. */
final class IndexerVerticle extends VerticleBase {
  private final RedisSettings settings;
  private final Catalog catalog;
  private final Shards shards;
  private final DocumentIndex index;
  private final int batch;
  private final InstantSource clock;
  private final SearchWatch watch;
  private @Nullable RedisLink link;
  private @Nullable Indexer indexer;

  IndexerVerticle(
      RedisSettings settings,
      Catalog catalog,
      Shards shards,
      DocumentIndex index,
      int batch,
      InstantSource clock,
      SearchWatch watch) {
    this.settings = settings;
    this.catalog = catalog;
    this.shards = shards;
    this.index = index;
    this.batch = batch;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public Future<?> start() {
    RedisLink own = new RedisLink(vertx, context, settings);
    link = own;
    String holder = UUID.randomUUID().toString();
    List<DirtyQueue> queues = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      queues.add(new RedisDirtyQueue(own, settings, shard, holder));
    }
    Indexer made =
        new Indexer(
            vertx,
            context,
            clock,
            catalog,
            queues,
            new RedisDocumentReader(own, settings, shards),
            index,
            batch);
    indexer = made;
    return own.open()
        .otherwiseEmpty()
        .onSuccess(
            opened -> {
              made.start();
              watch.follow(made);
            });
  }

  @Override
  public Future<?> stop() {
    Future<Void> stopped = indexer == null ? Future.succeededFuture() : indexer.stop();
    return stopped.eventually(() -> link == null ? Future.succeededFuture() : link.close());
  }
}

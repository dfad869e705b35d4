package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.IndexTools;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.redis.RedisCollectionScan;
import dev.tidegate.redis.RedisDeadLetters;
import dev.tidegate.redis.RedisDirtyQueue;
import dev.tidegate.redis.RedisDocumentReader;
import dev.tidegate.redis.RedisLink;
import dev.tidegate.redis.RedisRebuildLedger;
import dev.tidegate.redis.RedisSettings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Puts together what the index is kept in order with. */
final class IndexToolsFactory {
  private IndexToolsFactory() {}

  /** All of it belongs to the link's context. */
  static IndexTools make(
      Vertx vertx,
      RedisLink link,
      RedisSettings redis,
      Catalog catalog,
      Shards shards,
      Elastic elastic,
      InstantSource clock) {
    String holder = UUID.randomUUID().toString();
    List<DirtyQueue> queues = RedisDirtyQueue.all(link, redis, shards, holder);
    return new IndexTools(
        vertx,
        clock,
        catalog,
        shards,
        queues,
        new RedisDeadLetters(link, redis, shards),
        new RedisCollectionScan(link, redis, shards),
        new RedisDocumentReader(link, redis, shards),
        elastic.index(),
        elastic.builder(),
        new RedisRebuildLedger(link, redis, holder));
  }
}

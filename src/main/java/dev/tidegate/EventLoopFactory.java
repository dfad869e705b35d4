package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.delivery.OutboxMemory;
import dev.tidegate.elastic.Elastic;
import dev.tidegate.exchange.Traffic;
import dev.tidegate.feed.FeedListeners;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.http.EventLoopServices;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.live.Hub;
import dev.tidegate.live.Hubs;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.redis.RedisChangeLog;
import dev.tidegate.redis.RedisCollectionScan;
import dev.tidegate.redis.RedisDirtyQueue;
import dev.tidegate.redis.RedisDocumentReader;
import dev.tidegate.redis.RedisDocumentStore;
import dev.tidegate.redis.RedisLink;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.search.FreshMatches;
import dev.tidegate.search.SearchService;
import dev.tidegate.searchcache.CachedSearch;
import dev.tidegate.searchcache.IndexBacklog;
import dev.tidegate.searchcache.ResultCache;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.write.GroupedWrites;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** Makes what one event loop needs for itself: a link to Redis, and a hub. */
record EventLoopFactory(
    GatewayConfig config,
    RedisSettings redis,
    Catalog catalog,
    Shards shards,
    Elastic elastic,
    TextAnalyzer analyzer,
    ResultCache results,
    FeedStatus feed,
    LiveQueries queries,
    FeedListeners listeners,
    NearCaching caching,
    AnsweredWrites answered,
    Hubs hubs,
    OutboxMemory outboxMemory,
    Traffic traffic,
    Health health,
    GatewayMetrics metrics,
    InstantSource clock) {

  /** The queues of all shards, to be looked at only. */
  private IndexBacklog backlog(RedisLink link) {
    List<DirtyQueue> queues = RedisDirtyQueue.all(link, redis, shards, "");
    return new IndexBacklog(queues);
  }

  /** To be called on the event loop, once the feed has started. */
  Future<EventLoopServices> make() {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    Vertx vertx = context.owner();
    RedisLink link = new RedisLink(vertx, context, redis);
    DocumentReader stored = new RedisDocumentReader(link, redis, shards);
    DocumentReader reader = caching.reader(stored, context);
    Hub hub =
        new Hub(
            vertx,
            context,
            catalog,
            reader,
            Settings.live(config.live()),
            outboxMemory,
            new RedisChangeLog(link, redis, catalog, shards, FeedVerticle::freshEpoch),
            feed,
            queries,
            Objects.requireNonNull(feed.position()),
            clock);
    listeners.add(hub);
    hubs.add(hub);
    metrics.add(hub.counters());
    EventLoopServices services =
        new EventLoopServices(
            config.http(),
            config.live(),
            catalog,
            new GroupedWrites(
                new FreshWriting(results, answered, catalog)
                    .store(
                        caching.store(new RedisDocumentStore(link, redis, catalog, shards, clock))),
                context,
                redis.maxInFlight()),
            reader,
            stored,
            new RedisCollectionScan(link, redis, shards),
            new SearchService(
                new CachedSearch(results, elastic.search(), backlog(link), context),
                reader,
                new FreshMatches(results::recentlyWritten, analyzer),
                analyzer),
            administration(vertx, link),
            hub,
            feed,
            health,
            metrics,
            traffic,
            () -> {
              hubs.remove(hub);
              listeners.remove(hub);
              hub.stop();
              link.close();
            });
    return link.open()
        .map(
            opened -> {
              hub.start();
              return services;
            });
  }

  private IndexAdministration administration(Vertx vertx, RedisLink link) {
    return new IndexAdministration(
        IndexToolsFactory.make(vertx, link, redis, catalog, shards, elastic, clock),
        elastic.contents());
  }
}

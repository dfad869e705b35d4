package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.delivery.OutboxMemory;
import dev.tidegate.elastic.Elastic;
import dev.tidegate.exchange.Traffic;
import dev.tidegate.feed.FeedListeners;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.http.EventLoopServices;
import dev.tidegate.index.IndexAdministration;
import dev.tidegate.index.IndexTools;
import dev.tidegate.live.Hub;
import dev.tidegate.live.Hubs;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.redis.RedisStore;
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
import java.util.Objects;
import java.util.function.Function;

/** Makes what one event loop needs for itself: a link to Redis, and a hub. */
record EventLoopFactory(
    GatewayConfig config,
    Function<Context, RedisStore> stores,
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

  /** To be called on the event loop, once the feed has started. */
  Future<EventLoopServices> make() {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    Vertx vertx = context.owner();
    RedisStore store = stores.apply(context);
    DocumentReader stored = store.reader();
    DocumentReader reader = caching.reader(stored, context);
    Hub hub =
        new Hub(
            vertx,
            context,
            catalog,
            reader,
            Settings.live(config.live()),
            outboxMemory,
            store.changeLog(),
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
                    .store(caching.store(store.documents())),
                context,
                config.redis().maxInFlight()),
            reader,
            stored,
            store.scan(),
            new SearchService(
                new CachedSearch(
                    results, elastic.search(), new IndexBacklog(store.inspectedQueues()), context),
                reader,
                new FreshMatches(results::recentlyWritten, analyzer),
                analyzer),
            administration(vertx, store),
            hub,
            feed,
            health,
            metrics,
            traffic,
            () -> {
              hubs.remove(hub);
              listeners.remove(hub);
              hub.stop();
              store.close();
            });
    return store
        .open()
        .map(
            opened -> {
              hub.start();
              return services;
            });
  }

  private IndexAdministration administration(Vertx vertx, RedisStore store) {
    return new IndexAdministration(
        new IndexTools(
            vertx, clock, catalog, shards, store.index(), elastic.index(), elastic.builder()),
        elastic.contents());
  }
}

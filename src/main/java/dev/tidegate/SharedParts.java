package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.HttpConfig;
import dev.tidegate.config.SearchConfig;
import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.elastic.Elastic;
import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.Connections;
import dev.tidegate.exchange.GuardedTransport;
import dev.tidegate.exchange.InFlight;
import dev.tidegate.feed.FeedListeners;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.live.Hubs;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.merchandising.Merchandising;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import dev.tidegate.read.NearCache;
import dev.tidegate.redis.RedisStore;
import dev.tidegate.search.RecentWrites;
import dev.tidegate.searchcache.ResultCache;
import dev.tidegate.text.IcuTextAnalyzer;
import dev.tidegate.text.TextAnalyzer;
import dev.tidegate.transfer.SpoolSpace;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a gateway that exist once and that its event loops share. Creating them starts
 * nothing.
 */
final class SharedParts {
  private static final Duration FRESH_WITHIN = Duration.ofSeconds(5);

  final GatewayConfig config;
  final Catalog catalog;
  final SynonymFiles synonyms;
  final InstantSource clock;
  final Vertx vertx;
  final Shards shards;
  final FeedListeners listeners = new FeedListeners();
  final FeedStatus feed;
  final Elastic elastic;
  final SearchWatch searchWatch;
  final Health health;
  final GatewayMetrics metrics;
  final NearCaching caching;
  final Merchandising merchandising;
  final SearchParts search;
  final Hubs hubs = new Hubs();
  final LiveMemory liveMemory;
  final Connections connections;
  final ByteBudget requestBytes;
  final ByteBudget responseBytes;
  final SpoolSpace spools;
  final InFlight inFlight = new InFlight();

  /**
   * Creates the parts.
   *
   * @param config names the servers to use
   * @param synonyms of the catalog
   * @param spoolDirectory for temporary files
   */
  SharedParts(
      GatewayConfig config,
      Catalog catalog,
      SynonymFiles synonyms,
      InstantSource clock,
      Path spoolDirectory) {
    this.synonyms = synonyms;
    HttpConfig http = config.http();
    this.connections = new Connections(http.maxConnections(), http.maxConnectionsPerAddress());
    this.requestBytes = new ByteBudget("request bodies", http.maxRequestBytes());
    this.responseBytes = new ByteBudget("unread responses", http.maxResponseBytes());
    this.spools = new SpoolSpace(spoolDirectory, http.maxSpoolBytes());
    this.vertx = Vertx.builder().withTransport(new GuardedTransport(connections)).build();
    this.config = config;
    this.catalog = catalog;
    this.clock = clock;
    this.shards = new Shards(config.redis().shards());
    this.feed = new FeedStatus(clock);
    TextAnalyzer analyzer = new IcuTextAnalyzer(synonyms::of);
    this.elastic = new Elastic(vertx, config.elasticsearch(), config.search(), catalog, analyzer);
    this.searchWatch = new SearchWatch(vertx, elastic, catalog);
    this.health = new Health(feed, searchWatch::trouble);
    this.liveMemory =
        new LiveMemory(config.live().maxOutboxBytes(), config.live().maxWatchedBytes());
    this.metrics =
        new GatewayMetrics(Version.current(), feed, searchWatch::state, searchWatch::rebuilding);
    showLimits();
    // The order of these two matters: the near cache receives a batch before all other listeners.
    this.caching = new NearCaching(nearCache(config.read().cacheBytes()));
    RecentWrites recentWrites = new RecentWrites(catalog, config.search().refresh());
    ResultCache results = resultCache(config.search(), recentWrites);
    this.merchandising = merchandising(analyzer);
    this.search =
        new SearchParts(
            catalog,
            elastic,
            analyzer,
            results,
            recentWrites,
            new AnsweredWrites(shards, FRESH_WITHIN),
            merchandising);
  }

  private Merchandising merchandising(TextAnalyzer analyzer) {
    Merchandising rules = new Merchandising(catalog, analyzer);
    if (!rules.isEmpty()) {
      String name = "tidegate.merchandising.";
      metrics.add(name + "rules", "rules", "Merchandising rules in memory", rules::rules);
      metrics.add(name + "memory", "bytes", "Heap of merchandising rules", rules::bytes);
      metrics.add(
          name + "ignored", "rules", "Merchandising rules beyond the limit", rules::ignored);
    }
    return rules;
  }

  private void showLimits() {
    metrics.add(
        "tidegate.http.connections", "connections", "Accepted connections", connections::open);
    metrics.add(
        "tidegate.http.request", "bytes", "Bytes of request bodies in memory", requestBytes::used);
    metrics.add(
        "tidegate.http.response",
        "bytes",
        "Bytes of documents in unread responses",
        responseBytes::used);
    metrics.add("tidegate.bulk.spool", "bytes", "Bytes of bulk results on disk", spools::used);
  }

  /** Creates the store of a context, not connected yet. */
  RedisStore redisStore(Context context) {
    return new RedisStore(context, config.redis(), catalog, shards, clock);
  }

  private @Nullable NearCache nearCache(long bytes) {
    if (bytes == 0) {
      return null;
    }
    NearCache cache = new NearCache(bytes, shards, feed);
    listeners.add(cache);
    metrics.add(cache.figures());
    return cache;
  }

  private ResultCache resultCache(SearchConfig search, RecentWrites recentWrites) {
    ResultCache cache =
        new ResultCache(
            search.cacheBytes(), search.refresh(), search.cacheAge(), catalog, feed, recentWrites);
    listeners.add(cache);
    metrics.add(cache.figures());
    return cache;
  }
}

package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.SearchConfig;
import dev.tidegate.delivery.OutboxMemory;
import dev.tidegate.elastic.Elastic;
import dev.tidegate.exchange.Connections;
import dev.tidegate.exchange.InFlight;
import dev.tidegate.exchange.Traffic;
import dev.tidegate.feed.FeedListeners;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.http.HttpVerticle;
import dev.tidegate.index.DocumentIndex;
import dev.tidegate.live.Hubs;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.ops.GatewayMetrics;
import dev.tidegate.ops.Health;
import dev.tidegate.read.NearCache;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.RedisStore;
import dev.tidegate.searchcache.ResultCache;
import dev.tidegate.text.LuceneTextAnalyzer;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: builds the parts, starts them in order, stops them in reverse. */
public final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration STOP_PARTS = Duration.ofSeconds(10);
  private static final Duration FRESH_WITHIN = Duration.ofSeconds(5);
  private static final Duration EXAMINE = Duration.ofSeconds(3);

  private final Vertx vertx = Vertx.vertx();
  private final TextAnalyzer analyzer = new LuceneTextAnalyzer();
  private final GatewayConfig config;
  private final Catalog catalog;
  private final InstantSource clock;
  private final RedisSettings redis;
  private final Shards shards;
  private final FeedListeners listeners = new FeedListeners();
  private final FeedStatus feed;
  private final NearCaching caching;
  private final ResultCache results;
  private final AnsweredWrites answered;
  private final QueryVerticle queries;
  private final Elastic elastic;
  private final SearchWatch searchWatch;
  private final Health health;
  private final GatewayMetrics metrics;
  private final Hubs hubs = new Hubs();
  private final OutboxMemory outboxMemory;
  private final Traffic traffic;
  private final AtomicInteger port = new AtomicInteger();
  private final Deque<String> deployed = new ConcurrentLinkedDeque<>();
  private @Nullable Future<Void> stopping;

  /**
   * @param addresses of the servers to use, which the configuration need not name
   */
  public Gateway(
      GatewayConfig config, StoreAddresses addresses, Catalog catalog, InstantSource clock) {
    this.config = config;
    this.catalog = catalog;
    this.clock = clock;
    this.redis = Settings.redis(config.redis(), addresses.redisUrl());
    this.shards = new Shards(config.redis().shards());
    this.feed = new FeedStatus(clock);
    this.elastic =
        new Elastic(
            vertx, Settings.elastic(config, addresses.elasticsearchUrls()), catalog, analyzer);
    this.searchWatch = new SearchWatch(vertx, elastic);
    this.health = new Health(feed, searchWatch::trouble);
    this.outboxMemory = new OutboxMemory(config.live().maxOutboxBytes());
    this.traffic =
        new Traffic(
            new Connections(
                config.http().maxConnections(), config.http().maxConnectionsPerAddress()),
            new InFlight());
    this.metrics =
        new GatewayMetrics(Tidegate.version(), feed, searchWatch::state, searchWatch::rebuilding);
    this.caching = new NearCaching(nearCache(config.read().cacheBytes()));
    this.results = resultCache(config.search());
    this.answered = new AnsweredWrites(shards, FRESH_WITHIN);
    this.queries = new QueryVerticle(this::redisStore, this::liveQueries, feed, listeners);
  }

  /**
   * Starts serving.
   *
   * @return the port; fails with {@link IllegalStateException} where the store can't be used
   */
  public Future<Integer> start() {
    return startFeed()
        .onSuccess(deployed::push)
        .compose(id -> startIndexer())
        .onSuccess(deployed::push)
        .compose(id -> startQueries())
        .onSuccess(deployed::push)
        .compose(id -> startHttp())
        .onSuccess(deployed::push)
        .map(id -> port.get());
  }

  /** Whether nothing was ever written to the store, once started. */
  public boolean storeIsNew() {
    Position position = feed.position();
    if (position == null) {
      return false;
    }
    for (int shard = 0; shard < position.shards(); shard++) {
      if (position.rev(shard) > 0) {
        return false;
      }
    }
    return true;
  }

  public Vertx vertx() {
    return vertx;
  }

  /**
   * Stops serving, then everything behind it. Who is being served is not cut off: clients are sent
   * away over a while, and requests under way are answered.
   */
  public synchronized Future<Void> stop() {
    Future<Void> under = stopping;
    if (under == null) {
      under = stopInOrder();
      stopping = under;
    }
    return under;
  }

  private Future<Void> stopInOrder() {
    health.drain();
    Future<Void> stopped =
        Future.join(
                hubs.drain(config.live().drain()),
                traffic.inFlight().drained(vertx, answerTime()).onSuccess(Gateway::tellUnanswered))
            .mapEmpty();
    while (!deployed.isEmpty()) {
      String last = deployed.pop();
      stopped = stopped.eventually(() -> vertx.undeploy(last));
    }
    return stopped
        .eventually(elastic::close)
        .eventually(vertx::close)
        .onComplete(closed -> metrics.close());
  }

  /** Creates the store of a context, not connected yet. */
  private RedisStore redisStore(Context context) {
    return new RedisStore(context, redis, catalog, shards, clock);
  }

  private LiveQueries liveQueries(Context context, RedisStore store) {
    return new LiveQueries(
        vertx,
        context,
        catalog,
        new LiveQueries.Sources(
            caching.reader(store.reader(), context), elastic.search(), store.inspectedQueues()),
        analyzer,
        config.live().maxQueries(),
        answered);
  }

  /** It hears of changes before all others: who reads when told of one finds it. */
  private @Nullable NearCache nearCache(long bytes) {
    if (bytes == 0) {
      return null;
    }
    NearCache cache = new NearCache(bytes, shards, feed);
    listeners.add(cache);
    metrics.add(cache.figures());
    return cache;
  }

  private ResultCache resultCache(SearchConfig search) {
    ResultCache cache =
        new ResultCache(search.cacheBytes(), search.refresh(), search.cacheAge(), catalog, feed);
    listeners.add(cache);
    metrics.add(cache.figures());
    return cache;
  }

  /** Within which {@link #stop} is done unless something is wrong. */
  public Duration stopTime() {
    Duration drain = config.live().drain();
    return (drain.compareTo(answerTime()) > 0 ? drain : answerTime()).plus(STOP_PARTS);
  }

  /** Within which the servers behind have answered, or never will. */
  private Duration answerTime() {
    Duration store = config.redis().commandTimeout();
    Duration index = config.elasticsearch().requestTimeout();
    return (store.compareTo(index) > 0 ? store : index).plusSeconds(1);
  }

  private static void tellUnanswered(int requests) {
    if (requests > 0) {
      log.warn("{} requests are cut off unanswered", requests);
    }
  }

  private Future<String> startFeed() {
    return vertx.deployVerticle(
        new FeedVerticle(this::redisStore, feed, listeners, config.redis().logAge()));
  }

  private Future<String> startIndexer() {
    listeners.add(searchWatch);
    searchWatch.start();
    return refuseConflicts().compose(v -> deployIndexer());
  }

  /**
   * An index that is not what the schemas ask for ends the start. One that can't be asked does not:
   * its searches say what is wrong once it can.
   */
  private Future<Void> refuseConflicts() {
    return elastic
        .index()
        .examine()
        .timeout(EXAMINE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(Map.of())
        .compose(
            found ->
                found.values().stream()
                    .map(DocumentIndex.Found::conflict)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .<Future<Void>>map(
                        conflict -> Future.failedFuture(new IllegalStateException(conflict)))
                    .orElseGet(Future::succeededFuture));
  }

  private Future<String> deployIndexer() {
    return vertx.deployVerticle(
        new IndexerVerticle(
            this::redisStore,
            elastic,
            catalog,
            shards,
            config.search().batch(),
            clock,
            searchWatch));
  }

  private Future<String> startQueries() {
    return vertx.deployVerticle(queries).onSuccess(id -> metrics.add(queries.queries().figures()));
  }

  private Future<String> startHttp() {
    int loops = config.http().eventLoops();
    int instances = loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    EventLoopFactory factory =
        new EventLoopFactory(
            config,
            this::redisStore,
            catalog,
            shards,
            elastic,
            analyzer,
            results,
            feed,
            queries.queries(),
            listeners,
            caching,
            answered,
            hubs,
            outboxMemory,
            traffic,
            health,
            metrics,
            clock);
    return vertx.deployVerticle(
        () ->
            new HttpVerticle(config.http().host(), config.http().port(), factory::make, port::set),
        new DeploymentOptions().setInstances(instances));
  }
}

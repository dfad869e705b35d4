package dev.tidegate;

import dev.tidegate.config.GatewayConfig;
import dev.tidegate.config.HttpConfig;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.http.HttpVerticle;
import dev.tidegate.index.DocumentIndex;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.livequery.QueryAllowance;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Position;
import dev.tidegate.redis.RedisStore;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
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

  /** Time that the indexer has after the last client has left. Its requests are then cut off. */
  private static final Duration INDEXER_STOP = Duration.ofMillis(500);

  private static final Duration STOP_PARTS = Duration.ofSeconds(10);
  private static final Duration EXAMINE = Duration.ofSeconds(3);

  /** Maximum time for which the start waits for the first indices. */
  private static final Duration AWAIT = Duration.ofSeconds(20);

  private static final long AWAIT_POLL_MS = 50;

  private final SharedParts parts;
  private final QueryVerticle queries;
  private final AtomicInteger port = new AtomicInteger();
  private final Deque<String> deployed = new ConcurrentLinkedDeque<>();
  private volatile @Nullable String indexer;
  private @Nullable Future<Void> stopping;

  /**
   * Builds a gateway; {@link #start} starts it.
   *
   * @param config must name the servers, see {@link GatewayConfig#withStores}
   */
  public Gateway(GatewayConfig config, Catalog catalog, InstantSource clock) {
    this(
        config,
        catalog,
        SynonymFiles.none(catalog),
        clock,
        Path.of(System.getProperty("java.io.tmpdir"), "tidegate-spool"));
  }

  /**
   * Builds a gateway; {@link #start} starts it.
   *
   * @param synonyms of the catalog
   * @param spoolDirectory for temporary files, created when it is needed
   */
  public Gateway(
      GatewayConfig config,
      Catalog catalog,
      SynonymFiles synonyms,
      InstantSource clock,
      Path spoolDirectory) {
    this.parts = new SharedParts(config, catalog, synonyms, clock, spoolDirectory);
    this.queries =
        new QueryVerticle(parts::redisStore, this::liveQueries, parts.feed, parts.listeners);
  }

  private LiveQueries liveQueries(Context context, RedisStore store) {
    LiveConfig live = parts.config.live();
    return parts.search.liveQueries(
        context,
        store,
        parts.caching.reader(store.reader(), context),
        new QueryAllowance(live.maxQueries(), live.maxQueriesPerAddress()));
  }

  /**
   * Starts serving.
   *
   * @return the port; fails with {@link IllegalStateException} where the store can't be used
   */
  public Future<Integer> start() {
    return clearSpools()
        .compose(cleared -> startFeed())
        .onSuccess(deployed::push)
        .compose(id -> startIndexer())
        .onSuccess(id -> indexer = id)
        .compose(id -> startRules())
        .compose(id -> startQueries())
        .onSuccess(deployed::push)
        .compose(id -> startHttp())
        .onSuccess(deployed::push)
        .onSuccess(id -> parts.synonyms.follow(parts.vertx, this::synonymsChanged))
        .map(id -> port.get());
  }

  private void synonymsChanged(Collection collection) {
    parts.search.synonymsChanged();
    queries.queries().synonymsChanged(collection);
  }

  /** Returns whether nothing was ever written to the store, once started. */
  public boolean storeIsNew() {
    Position position = parts.feed.position();
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
    return parts.vertx;
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
    parts.health.drain();
    // At once, as no client needs it: what it leaves in the queue, another gateway indexes.
    String indexing = indexer;
    Future<Void> indexed =
        indexing == null ? Future.succeededFuture() : parts.vertx.undeploy(indexing);
    Future<Void> stopped =
        Future.join(
                parts.hubs.drain(parts.config.live().drain()),
                parts.inFlight.drained(parts.vertx, answerTime()).onSuccess(Gateway::logUnanswered))
            .mapEmpty();
    while (!deployed.isEmpty()) {
      String last = deployed.pop();
      stopped = stopped.eventually(() -> parts.vertx.undeploy(last));
    }
    return stopped
        .eventually(() -> indexed.timeout(INDEXER_STOP.toMillis(), TimeUnit.MILLISECONDS))
        .eventually(parts.elastic::close)
        .eventually(() -> indexed.timeout(INDEXER_STOP.toMillis(), TimeUnit.MILLISECONDS))
        .eventually(parts.synonyms::stop)
        .eventually(parts.vertx::close)
        .onComplete(closed -> parts.metrics.close());
  }

  /** Within which {@link #stop} is done unless something is wrong. */
  public Duration stopTime() {
    Duration drain = parts.config.live().drain();
    return (drain.compareTo(answerTime()) > 0 ? drain : answerTime()).plus(STOP_PARTS);
  }

  /** Within which the servers behind have answered, or never will. */
  private Duration answerTime() {
    Duration store = parts.config.redis().commandTimeout();
    Duration index = parts.config.elasticsearch().requestTimeout();
    return (store.compareTo(index) > 0 ? store : index).plusSeconds(1);
  }

  private static void logUnanswered(int requests) {
    if (requests > 0) {
      log.warn("Requests ended without a response count={}", requests);
    }
  }

  private Future<Void> clearSpools() {
    return parts.vertx.executeBlocking(
        () -> {
          parts.spools.clear();
          return null;
        });
  }

  private Future<String> startFeed() {
    return parts.vertx.deployVerticle(
        new FeedVerticle(
            parts::redisStore, parts.feed, parts.listeners, parts.config.redis().logAge()));
  }

  private Future<String> startIndexer() {
    parts.listeners.add(parts.searchWatch);
    parts.searchWatch.start();
    return examine()
        .compose(Gateway::refuseConflicts)
        .compose(
            found ->
                deployIndexer()
                    .compose(
                        id ->
                            (found.isEmpty() ? none() : awaitIndices(System.nanoTime())).map(id)));
  }

  private static Future<Void> none() {
    return Future.succeededFuture();
  }

  /** Returns what Elasticsearch has, empty where it does not answer. */
  private Future<Map<String, DocumentIndex.Found>> examine() {
    return parts
        .elastic
        .index()
        .examine()
        .timeout(EXAMINE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(Map.of());
  }

  /**
   * Fails the start if an index conflicts with its schema. An unavailable index does not: its
   * searches fail with the cause later.
   */
  private static Future<Map<String, DocumentIndex.Found>> refuseConflicts(
      Map<String, DocumentIndex.Found> found) {
    return found.values().stream()
        .map(DocumentIndex.Found::conflict)
        .filter(Objects::nonNull)
        .findFirst()
        .<Future<Map<String, DocumentIndex.Found>>>map(
            conflict -> Future.failedFuture(new IllegalStateException(conflict)))
        .orElseGet(() -> Future.succeededFuture(found));
  }

  /**
   * Waits until every collection has an index, for as long as Elasticsearch answers.
   *
   * @param since nanoseconds at its beginning
   */
  private Future<Void> awaitIndices(long since) {
    if (System.nanoTime() - since > AWAIT.toNanos()) {
      log.warn("Starting without some of the indices, which take long to create");
      return none();
    }
    return examine()
        .compose(
            found ->
                found.values().stream().allMatch(each -> each.name() != null)
                    ? none()
                    : parts
                        .vertx
                        .timer(AWAIT_POLL_MS, TimeUnit.MILLISECONDS)
                        .compose(fired -> awaitIndices(since)));
  }

  private Future<String> deployIndexer() {
    return parts.vertx.deployVerticle(
        new IndexerVerticle(
            parts::redisStore,
            parts.elastic,
            parts.catalog,
            parts.shards,
            parts.config.search().batch(),
            parts.clock,
            parts.searchWatch));
  }

  /** Completes when the gateway has read all rules, so that no search misses one. */
  private Future<Void> startRules() {
    return parts.merchandising.isEmpty()
        ? none()
        : parts.vertx.deployVerticle(new RulesVerticle(parts)).onSuccess(deployed::push).mapEmpty();
  }

  private Future<String> startQueries() {
    return parts
        .vertx
        .deployVerticle(queries)
        .onSuccess(id -> parts.metrics.add(queries.queries().figures()));
  }

  private Future<String> startHttp() {
    HttpConfig http = parts.config.http();
    int loops = http.eventLoops();
    int instances = loops == 0 ? Runtime.getRuntime().availableProcessors() : loops;
    EventLoopAssembly assembly = new EventLoopAssembly(parts, queries.queries());
    return parts.vertx.deployVerticle(
        () -> new HttpVerticle(http, assembly::build, port::set),
        new DeploymentOptions().setInstances(instances));
  }
}

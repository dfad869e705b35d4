package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings the index after the store, for as long as it runs: whatever fails is read and tried again.
 * Confined to one context, that of its queues; {@link #wake} and {@link #state} may be called from
 * anywhere.
 */
public final class Indexer {
  /** How long a lease lasts without renewal: for so long a killed gateway's work waits. */
  public static final Duration LEASE = Duration.ofSeconds(4);

  private static final Logger log = LoggerFactory.getLogger(Indexer.class);
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_READ = 256;

  /** Changes gather for so long before they are sent, unless they fill a batch. */
  private static final long GATHER_MS = 250;

  private static final long IDLE_MS = 1_000;

  /** For so long shards are left to gateways with another schema while they build its index. */
  private static final long YIELD_MS = 5_000;

  private enum Phase {
    STOPPED,
    WORKING,
    /** Waits for more changes, to send them together. */
    GATHERING,
    /** Waits for changes at all. */
    IDLE,
    /** Waits for what failed to work again. */
    BACKING_OFF
  }

  private final Vertx vertx;
  private final Context context;
  private final InstantSource clock;
  private final Catalog catalog;
  private final List<LeasedShard> shards;
  private final BacklogGauge backlog;
  private final DocumentReader documents;
  private final DocumentIndex index;
  private final BatchSize batch;

  /** Documents in one reading of the store. */
  private final BatchSize reading = new BatchSize(MAX_READ, MAX_BYTES / 4);

  private final RetryDelay delay = new RetryDelay(ThreadLocalRandom.current());
  private final AtomicBoolean woken = new AtomicBoolean();

  private volatile Phase phase = Phase.STOPPED;
  private final AtomicLong indexed = new AtomicLong();
  private volatile @Nullable String lastError;
  private volatile long failingSince;
  private boolean prepared;
  private boolean awaiting;
  private Map<String, String> building = Map.of();
  private long timer;
  private long leaseTimer;
  private long roundNanos;
  private @Nullable Promise<Void> stopping;

  /**
   * Creates an indexer; {@link #start} starts it.
   *
   * @param context the context of {@code tools}
   * @param batchDocuments maximum number of documents in one request to the index
   */
  public Indexer(IndexTools tools, Context context, int batchDocuments) {
    this.vertx = tools.vertx();
    this.context = context;
    this.clock = tools.clock();
    this.catalog = tools.catalog();
    this.shards = tools.queues().stream().map(LeasedShard::new).toList();
    this.backlog = new BacklogGauge(shards);
    this.documents = tools.documents();
    this.index = tools.index();
    this.batch = new BatchSize(batchDocuments, MAX_BYTES);
  }

  /** Begins. Needs neither the store nor the index to be there yet. */
  public void start() {
    context.runOnContext(
        nothing -> {
          leaseTimer = vertx.setPeriodic(LeasedShard.RENEWAL.toMillis(), id -> renewLeases());
          renewLeases().onComplete(asked -> work());
        });
  }

  /** Ends after the round under way, and leaves the shards to other gateways. */
  public Future<Void> stop() {
    Promise<Void> stopped = Promise.promise();
    context.runOnContext(
        nothing -> {
          stopping = stopped;
          vertx.cancelTimer(leaseTimer);
          if (phase != Phase.WORKING) {
            vertx.cancelTimer(timer);
            release();
          }
        });
    return stopped.future();
  }

  /** Tells that something changed. Cheap; without it changes are found within a second. */
  public void wake() {
    woken.set(true);
    if (phase == Phase.IDLE) {
      context.runOnContext(
          nothing -> {
            if (phase == Phase.IDLE && vertx.cancelTimer(timer)) {
              pause(Phase.GATHERING, gatherMs());
            }
          });
    }
  }

  public IndexerState state() {
    Backlog last = backlog.last();
    long now = Revisions.at(clock.instant());
    long lag = last.oldestRev() == 0 ? 0 : Math.max(0, now - last.oldestRev());
    return new IndexerState(
        last.waiting(),
        Duration.of(lag, ChronoUnit.MICROS),
        last.refused(),
        indexed.get(),
        lastError,
        lastError == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - failingSince));
  }

  private void work() {
    phase = Phase.WORKING;
    woken.set(false);
    roundNanos = System.nanoTime();
    backlog
        .refresh()
        .compose(v -> prepare())
        .compose(v -> round())
        .onSuccess(this::succeeded)
        .onFailure(this::failed);
  }

  /** On its own, not between rounds: one of them may take longer than a lease lasts. */
  private Future<?> renewLeases() {
    return Future.join(shards.stream().map(LeasedShard::renew).toList());
  }

  private Future<Void> prepare() {
    if (prepared) {
      return Future.succeededFuture();
    }
    return index
        .examine()
        .map(
            found -> {
              // One that is missing will be there before long.
              awaiting = found.values().stream().anyMatch(each -> each.name() == null);
              prepared = !awaiting;
              return null;
            });
  }

  private Future<IndexRound.Result> round() {
    List<DirtyQueue> queues =
        shards.stream().filter(LeasedShard::held).map(LeasedShard::queue).toList();
    return new IndexRound(catalog, documents, index, MAX_BYTES, reading, building)
        .run(queues, batch.documents());
  }

  private void succeeded(IndexRound.Result result) {
    batch.seen(result.documents(), result.bytes());
    indexed.addAndGet(result.documents());
    building = result.building();
    if (result.foreign()) {
      leaveShards();
    }
    if (!result.retried().isEmpty()) {
      failed(new SearchUnavailableException(result.retried(), Duration.ZERO));
      return;
    }
    if (lastError != null) {
      log.info("the index is fed again");
    }
    lastError = null;
    delay.reset();
    if (result.full()) {
      pause(Phase.GATHERING, 1);
    } else if (result.documents() > 0 || woken.get()) {
      pause(Phase.GATHERING, gatherMs());
    } else {
      pause(Phase.IDLE, IDLE_MS);
    }
  }

  private void failed(Throwable failure) {
    prepared = false;
    String message = Credentials.reason(failure);
    if (!message.equals(lastError)) {
      log.atLevel(awaiting ? Level.DEBUG : Level.WARN).log("the index can't be fed: {}", message);
    }
    if (lastError == null) {
      failingSince = System.nanoTime();
    }
    lastError = message;
    pause(Phase.BACKING_OFF, delay.nextMs());
  }

  private void leaveShards() {
    shards.forEach(LeasedShard::leave);
    vertx.setTimer(YIELD_MS, id -> shards.forEach(LeasedShard::takePart));
  }

  private void pause(Phase next, long ms) {
    phase = next;
    if (stopping == null) {
      timer = vertx.setTimer(ms, id -> work());
    } else {
      release();
    }
  }

  private void release() {
    phase = Phase.STOPPED;
    Promise<Void> stopped = stopping;
    Future.join(shards.stream().map(LeasedShard::leave).toList())
        .onComplete(
            released -> {
              if (stopped != null) {
                stopped.complete();
              }
            });
  }

  private long gatherMs() {
    long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - roundNanos);
    return Math.max(1, GATHER_MS - since);
  }
}

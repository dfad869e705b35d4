package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
 * Continuous update of the index from the store, in rounds. After a failure, documents are read and
 * written again. Confined to one event loop, that of its queues; {@link #wake} and {@link #state}
 * may be called on any thread.
 *
 * <pre>
 *   STOPPED -> WORKING -> GATHERING -> WORKING   after a round with documents
 *                      -> IDLE -> GATHERING      when a change wakes it
 *                         IDLE -> WORKING        after a second
 *                      -> BACKING_OFF -> WORKING after a failure
 *              any phase -> STOPPED              by stop, after the round
 * </pre>
 */
public final class Indexer {
  /** Duration of a lease without renewal: the shards of a killed gateway wait so long. */
  public static final Duration LEASE = Duration.ofSeconds(4);

  private static final Logger log = LoggerFactory.getLogger(Indexer.class);
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_READ = 256;

  /** Time in which changes gather before they are sent, unless they fill a batch. */
  private static final long GATHER_MS = 250;

  private static final long IDLE_MS = 1_000;

  /** Time for which shards are left to a gateway that builds the index of another schema. */
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

  private final EventLoop loop;
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
   * @param batchDocuments maximum number of documents in one request to the index
   */
  public Indexer(IndexTools tools, int batchDocuments) {
    this.loop = tools.loop();
    this.clock = tools.clock();
    this.catalog = tools.catalog();
    this.shards = tools.queues().stream().map(queue -> new LeasedShard(queue, loop)).toList();
    this.backlog = new BacklogGauge(shards, loop);
    this.documents = tools.documents();
    this.index = tools.index();
    this.batch = new BatchSize(batchDocuments, MAX_BYTES);
  }

  /** Starts. Neither the store nor the index has to be available. */
  public void start() {
    loop.execute(
        () -> {
          leaseTimer = loop.every(LeasedShard.RENEWAL.toMillis(), this::renewLeases);
          renewLeases().onComplete(asked -> work());
        });
  }

  /** Stops after the current round, and leaves the shards to other gateways. */
  public Future<Void> stop() {
    Promise<Void> stopped = Promise.promise();
    loop.execute(
        () -> {
          stopping = stopped;
          loop.cancel(leaseTimer);
          if (phase != Phase.WORKING) {
            loop.cancel(timer);
            release();
          }
        });
    return stopped.future();
  }

  /** Notifies of a change. Without it, changes are found within a second. For any thread. */
  public void wake() {
    woken.set(true);
    if (phase == Phase.IDLE) {
      loop.execute(
          () -> {
            if (phase == Phase.IDLE && loop.cancel(timer)) {
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
        lastError == null ? Duration.ZERO : Duration.ofNanos(loop.nanos() - failingSince));
  }

  private void work() {
    phase = Phase.WORKING;
    woken.set(false);
    roundNanos = loop.nanos();
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
        shards.stream().filter(LeasedShard::isLeased).map(LeasedShard::queue).toList();
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
      log.info("Indexing resumed");
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
      log.atLevel(awaiting ? Level.DEBUG : Level.WARN)
          .log("Indexing interrupted cause={}", message);
    }
    if (lastError == null) {
      failingSince = loop.nanos();
    }
    lastError = message;
    pause(Phase.BACKING_OFF, delay.nextMs());
  }

  private void leaveShards() {
    shards.forEach(LeasedShard::leave);
    loop.after(YIELD_MS, () -> shards.forEach(LeasedShard::takePart));
  }

  private void pause(Phase next, long ms) {
    phase = next;
    if (stopping == null) {
      timer = loop.after(ms, this::work);
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
    long since = TimeUnit.NANOSECONDS.toMillis(loop.nanos() - roundNanos);
    return Math.max(1, GATHER_MS - since);
  }
}

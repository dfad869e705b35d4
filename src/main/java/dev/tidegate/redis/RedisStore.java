package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.index.DeadLetters;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.IndexStore;
import dev.tidegate.index.RebuildLedger;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.read.BoundedReads;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.write.DocumentStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Front of the package for one context: a connection, and the ports that share it. Every method,
 * and every method of a port, must be called on that context.
 */
public final class RedisStore {
  /** Holder that never has a lease, for queues that are only inspected. */
  private static final String NO_HOLDER = "";

  private final RedisLink link;
  private final RedisConfig config;
  private final Catalog catalog;
  private final Shards shards;
  private final InstantSource clock;
  private final DocumentReader reader;
  private final CollectionScan scan;

  private record IndexPorts(
      List<DirtyQueue> queues,
      DeadLetters deadLetters,
      CollectionScan scan,
      DocumentReader documents,
      RebuildLedger ledger)
      implements IndexStore {}

  public RedisStore(
      Context context, RedisConfig config, Catalog catalog, Shards shards, InstantSource clock) {
    this.link = new RedisLink(context.owner(), context, config);
    this.config = config;
    this.catalog = catalog;
    this.shards = shards;
    this.clock = clock;
    this.reader = new BoundedReads(new RedisDocumentReader(link, config, shards));
    this.scan = new RedisCollectionScan(link, config, shards);
  }

  /** Starts to connect; completes with the first attempt. See {@link RedisLink#open}. */
  public Future<Void> open() {
    return link.open();
  }

  public boolean isConnected() {
    return link.isConnected();
  }

  /** Calls {@code listener} on each new connection, before any command is sent over it. */
  public void onConnected(Runnable listener) {
    link.onConnected(listener);
  }

  /** Closes the connection; commands in flight fail. */
  public Future<Void> close() {
    return link.close();
  }

  /** Returns the port for writes. One call of it may span shards. */
  public DocumentStore documents() {
    return new RedisDocumentStore(link, config, catalog, shards, clock);
  }

  public DocumentReader reader() {
    return reader;
  }

  public CollectionScan scan() {
    return scan;
  }

  public ChangeLog changeLog() {
    return new RedisChangeLog(link, config, catalog, shards, RedisStore::newEpoch);
  }

  /** Returns the dirty queue of each shard, for inspection only: it never gets a lease. */
  public List<DirtyQueue> inspectedQueues() {
    return queues(NO_HOLDER);
  }

  private List<DirtyQueue> queues(String holder) {
    return IntStream.range(0, shards.count())
        .<DirtyQueue>mapToObj(shard -> new RedisDirtyQueue(link, config, shard, holder))
        .toList();
  }

  /** Returns the ports that maintain the index. Each call returns another holder of leases. */
  public IndexStore index() {
    String holder = UUID.randomUUID().toString();
    return new IndexPorts(
        queues(holder),
        new RedisDeadLetters(link, config, shards),
        scan,
        reader,
        new RedisRebuildLedger(link, config, holder));
  }

  /**
   * Checks that this build can work with the store.
   *
   * @param tip the end of the log
   * @return fails with {@link IllegalStateException}, whose message is for the operator
   */
  public Future<Void> checkLayout(Position tip) {
    return new StoreLayout(link, config, clock).check(shards, tip);
  }

  /** Trims the log of every shard to the changes that are younger than {@code age}. */
  public void trimLog(Duration age) {
    new LogTrimmer(link, config, shards, age).trim();
  }

  private static String newEpoch() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}

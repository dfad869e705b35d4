package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.Shards;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Store of writes. The script {@code write} decides on each write, applies it, and logs it. */
public final class RedisDocumentStore implements DocumentStore {
  private static final Logger log = LoggerFactory.getLogger(RedisDocumentStore.class);
  private static final Script WRITE = Script.load("write");

  /** Maximum lead of the store's clock over ours, because a revision can't be taken back. */
  private static final Duration MAX_SKEW = Duration.ofHours(1);

  /** Number of milestones that the script stores. */
  private static final int MILESTONES = 16;

  private final RedisLink link;
  private final Catalog catalog;
  private final Keys keys;
  private final Shards shards;
  private final InstantSource clock;
  private final RedisConfig config;

  public RedisDocumentStore(
      RedisLink link, RedisConfig config, Catalog catalog, Shards shards, InstantSource clock) {
    this.link = link;
    this.catalog = catalog;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
    this.clock = clock;
    this.config = config;
  }

  /** {@inheritDoc} A Redis Cluster would need one call for each shard. */
  @Override
  public Future<List<WriteResult>> write(List<WriteCommand> commands) {
    List<List<WriteCommand>> byShard = new ArrayList<>(shards.count());
    for (int shard = 0; shard < shards.count(); shard++) {
      byShard.add(new ArrayList<>());
    }
    int[] shardOf = new int[commands.size()];
    for (int i = 0; i < shardOf.length; i++) {
      WriteCommand command = commands.get(i);
      shardOf[i] = shards.of(command.key());
      byShard.get(shardOf[i]).add(command);
    }
    WriteArguments arguments = new WriteArguments(catalog, keys, limits());
    int[] next = new int[shards.count()];
    int first = 0;
    for (int shard = 0; shard < next.length; shard++) {
      next[shard] = first;
      first += byShard.get(shard).size();
      if (!byShard.get(shard).isEmpty()) {
        arguments.with(shard, byShard.get(shard));
      }
    }
    return link.eval(WRITE, arguments.keys(), arguments.values())
        .map(reply -> results(commands, shardOf, next, reply));
  }

  /** The log is cut at the oldest milestone, so that it has at least the configured length. */
  private static long changesBetweenMilestones(long logLength) {
    return (logLength + MILESTONES - 1) / MILESTONES;
  }

  private List<Long> limits() {
    return List.of(
        Revisions.at(clock.instant().plus(MAX_SKEW)),
        config.idempotencyTtl().toMillis(),
        changesBetweenMilestones(config.logLength()));
  }

  /**
   * Returns the results in the order of the commands.
   *
   * @param next by shard, the index of its first result in the reply
   */
  private static List<WriteResult> results(
      List<WriteCommand> commands, int[] shardOf, int[] next, Response reply) {
    WriteResult[] results = new WriteResult[commands.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = result(commands.get(i).key(), reply.get(next[shardOf[i]]++));
    }
    return List.of(results);
  }

  private static WriteResult result(DocumentKey key, Response reply) {
    if (reply.type() == ResponseType.NUMBER) {
      return new WriteResult.Written(key, reply.toLong(), false, "");
    }
    String outcome = reply.get(0).toString();
    long rev = reply.get(1).toLong();
    String extra = reply.get(2).toString();
    return switch (outcome) {
      case "created", "written" ->
          new WriteResult.Written(key, rev, outcome.equals("created"), extra);
      case "missing" -> new WriteResult.NotFound(key);
      case "mismatch" -> new WriteResult.RevisionMismatch(key, rev);
      case "bounds" -> new WriteResult.OutOfBounds(key, rev, extra);
      case "reused" -> new WriteResult.KeyReused(key);
      case "clock" ->
          new WriteResult.Refused(
              key, "The clock of Redis is over an hour ahead: revision " + rev + ".");
      default -> new WriteResult.Refused(key, refusal(key, extra));
    };
  }

  /** Returns the reason for clients. The message of Redis names scripts, so it goes to the log. */
  private static String refusal(DocumentKey key, String error) {
    if (error.contains("OOM")) {
      return "Redis is out of memory.";
    }
    log.warn("Write rejected by Redis key={} cause={}", key, error);
    return "Redis rejected the write.";
  }
}

package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.LogEntry;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shards' streams, read with one {@code XREAD} from explicit ids. Whoever reads with patience
 * needs a link of its own, which the reading blocks.
 */
public final class RedisChangeLog implements ChangeLog {
  private static final Script TIP = Script.load("tip");
  private static final Script EPOCH = Script.load("epoch");

  /**
   * Entries of one shard in one answer; each has up to 16 KiB of changes, or one that is longer.
   */
  private static final int COUNT = 100;

  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;
  private final LogCodec codec;
  private final Supplier<String> freshEpoch;

  /**
   * @param freshEpoch names never used before
   */
  public RedisChangeLog(
      RedisLink link,
      RedisConfig config,
      Catalog catalog,
      Shards shards,
      Supplier<String> freshEpoch) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
    this.codec = new LogCodec(catalog);
    this.freshEpoch = freshEpoch;
  }

  /** An empty store, as after a flush, gets an identity here. */
  @Override
  public Future<Position> tip() {
    List<String> names = new ArrayList<>(shards.count() + 1);
    names.add(keys.meta());
    for (int shard = 0; shard < shards.count(); shard++) {
      names.add(keys.clock(shard));
    }
    List<Object> args = List.of(freshEpoch.get(), shards.count(), StoreLayout.FORMAT);
    return link.eval(TIP, names, args).map(this::position);
  }

  @Override
  public Future<Void> renewEpoch(String epoch) {
    return link.eval(EPOCH, List.of(keys.meta()), List.of(epoch, freshEpoch.get())).mapEmpty();
  }

  @Override
  public Future<LogSlice> readAfter(Position position, Duration patience) {
    Request read = Request.cmd(Command.XREAD).arg("COUNT").arg(COUNT);
    if (patience.isPositive()) {
      read.arg("BLOCK").arg(patience.toMillis());
    }
    read.arg("STREAMS");
    for (int shard = 0; shard < shards.count(); shard++) {
      read.arg(keys.log(shard));
    }
    for (int shard = 0; shard < shards.count(); shard++) {
      read.arg(position.rev(shard) + "-0");
    }
    return link.send(read).map(streams -> slice(position, streams));
  }

  private Position position(Response reply) {
    long[] revs = new long[shards.count()];
    for (int shard = 0; shard < revs.length; shard++) {
      revs[shard] = reply.get(shard + 1).toLong();
    }
    return new Position(reply.get(0).toString(), revs);
  }

  private LogSlice slice(Position after, @Nullable Response streams) {
    List<LogEntry> entries = new ArrayList<>();
    Set<Integer> unfinished = new HashSet<>();
    if (streams != null) {
      for (Response stream : streams) {
        int shard = keys.shardOfLog(stream.get(0).toString());
        Response found = stream.get(1);
        if (found.size() == COUNT) {
          unfinished.add(shard);
        }
        for (Response entry : found) {
          byte[] text = entry.get(1).get(1).toBytes();
          codec.decode(shard, text, after.rev(shard), entries::add);
        }
      }
    }
    return new LogSlice(entries, unfinished);
  }
}

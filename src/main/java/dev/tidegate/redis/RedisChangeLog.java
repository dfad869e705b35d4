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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Change log in the streams of the shards. A script reads existing entries, up to a number of
 * bytes. {@code XREAD} waits for the next entries, and blocks a link of its own.
 *
 * <p>A reader that lags uses the script only. Entries can be as large as a document, so a read by
 * number of entries could return any amount.
 */
public final class RedisChangeLog implements ChangeLog {
  private static final Script TIP = Script.load("tip");
  private static final Script EPOCH = Script.load("epoch");
  private static final Script SLICE = Script.load("slice");

  /** Maximum entries of each shard after a wait, of any size. */
  private static final int AWAITED = 4;

  private static final Logger LOG = LoggerFactory.getLogger(RedisChangeLog.class);

  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;
  private final LogCodec codec;
  private final Supplier<String> freshEpoch;
  private int first;
  private boolean lagging;

  /**
   * Creates a log.
   *
   * @param freshEpoch returns names that were never used before
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

  /** {@inheritDoc} An empty store, for example after a flush, gets an identity. */
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
  public Future<LogSlice> readAfter(Position position, int maxBytes) {
    List<String> names = new ArrayList<>(shards.count());
    List<Object> args = new ArrayList<>(shards.count() + 2);
    args.add(maxBytes);
    args.add(first + 1);
    first = (first + 1) % shards.count();
    for (int shard = 0; shard < shards.count(); shard++) {
      names.add(keys.log(shard));
      args.add(position.rev(shard) + "-0");
    }
    return link.eval(SLICE, names, args).map(logs -> slice(position, logs));
  }

  @Override
  public Future<LogSlice> awaitAfter(Position position, int maxBytes, Duration patience) {
    Future<LogSlice> present =
        lagging
            ? readAfter(position, maxBytes)
            : Future.succeededFuture(new LogSlice(List.of(), Set.of(), 0));
    return present
        .compose(
            slice ->
                slice.entries().isEmpty()
                    ? await(position, patience)
                    : Future.succeededFuture(slice))
        // Also after a failure: the reply may have been too large for the time-out.
        .onComplete(read -> lagging = read.failed() || !read.result().unfinished().isEmpty());
  }

  private Future<LogSlice> await(Position position, Duration patience) {
    Request read = Request.cmd(Command.XREAD).arg("COUNT").arg(AWAITED);
    read.arg("BLOCK").arg(patience.toMillis()).arg("STREAMS");
    for (int shard = 0; shard < shards.count(); shard++) {
      read.arg(keys.log(shard));
    }
    for (int shard = 0; shard < shards.count(); shard++) {
      read.arg(position.rev(shard) + "-0");
    }
    return link.send(read).map(streams -> awaited(position, streams));
  }

  private Position position(Response reply) {
    long[] revs = new long[shards.count()];
    for (int shard = 0; shard < revs.length; shard++) {
      revs[shard] = reply.get(shard + 1).toLong();
    }
    return new Position(reply.get(0).toString(), revs);
  }

  private LogSlice awaited(Position after, @Nullable Response streams) {
    List<LogEntry> entries = new ArrayList<>();
    Set<Integer> unfinished = new HashSet<>();
    long bytes = 0;
    if (streams != null) {
      for (Response stream : streams) {
        int shard = keys.shardOfLog(stream.get(0).toString());
        Response found = stream.get(1);
        if (found.size() == AWAITED) {
          unfinished.add(shard);
        }
        for (Response entry : found) {
          bytes += decode(shard, entry.get(0), entry.get(1).get(1), after, entries);
        }
      }
    }
    return new LogSlice(entries, unfinished, bytes);
  }

  private LogSlice slice(Position after, Response logs) {
    List<LogEntry> entries = new ArrayList<>();
    Set<Integer> unfinished = new HashSet<>();
    long bytes = 0;
    for (int shard = 0; shard < shards.count(); shard++) {
      Response log = logs.get(shard);
      if (log.get(0).toInteger() == 1) {
        unfinished.add(shard);
      }
      for (int i = 1; i + 1 < log.size(); i += 2) {
        bytes += decode(shard, log.get(i), log.get(i + 1), after, entries);
      }
    }
    return new LogSlice(entries, unfinished, bytes);
  }

  /**
   * Decodes an entry. An unreadable entry keeps its place, because the reader must know of it.
   *
   * @return the size of the entry, in bytes
   */
  private int decode(
      int shard, Response id, Response content, Position after, List<LogEntry> entries) {
    byte[] text = content.toBytes();
    long rev = rev(id.toString());
    List<LogEntry> changes = new ArrayList<>(1);
    try {
      codec.decode(shard, text, after.rev(shard), changes::add);
      if (!changes.isEmpty() && changes.getLast().rev() != rev) {
        throw new IllegalStateException("the last change is " + changes.getLast().rev());
      }
      entries.addAll(changes);
    } catch (RuntimeException e) {
      LOG.error("Log entry not readable shard={} id={} cause={}", shard, id, e.toString());
      entries.add(LogEntry.unreadable(shard, rev));
    }
    return text.length;
  }

  private static long rev(String id) {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}

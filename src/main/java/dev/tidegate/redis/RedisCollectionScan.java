package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Shards;
import dev.tidegate.read.CollectionScan;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Scan of the id sets in pages. An id that exists during the whole scan is returned exactly once.
 */
public final class RedisCollectionScan implements CollectionScan {
  private final RedisLink link;
  private final Keys keys;
  private final Shards shards;

  public RedisCollectionScan(RedisLink link, RedisConfig config, Shards shards) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.shards = shards;
  }

  @Override
  public int shards() {
    return shards.count();
  }

  @Override
  public Future<Long> count(Collection collection) {
    List<Future<Response>> counts = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      String ids = keys.ids(shard, collection.name());
      counts.add(link.send(Request.cmd(Command.ZCARD).arg(ids)));
    }
    return Future.all(counts)
        .map(all -> counts.stream().mapToLong(count -> count.result().toLong()).sum());
  }

  @Override
  public Future<List<String>> ids(Collection collection, int shard, String after, int limit) {
    return link.send(
            Request.cmd(Command.ZRANGE)
                .arg(keys.ids(shard, collection.name()))
                .arg(after.isEmpty() ? "-" : "(" + after)
                .arg("+")
                .arg("BYLEX")
                .arg("LIMIT")
                .arg(0)
                .arg(limit))
        .map(reply -> reply.stream().map(Response::toString).toList());
  }
}

package dev.tidegate.redis;

import dev.tidegate.config.RedisConfig;
import dev.tidegate.model.Position;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.Shards;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Check at start whether this gateway can work with a store. */
public final class StoreLayout {
  private static final Logger log = LoggerFactory.getLogger(StoreLayout.class);

  /** Version of the keys and entries. It grows when their form or meaning changes. */
  static final int FORMAT = 3;

  private static final String MOVING =
      ". Copy its documents with _export of the build that wrote it and _bulk of this build,"
          + " or start with an empty store.";

  private static final Duration MAX_SKEW = Duration.ofHours(1);

  private final RedisLink link;
  private final Keys keys;
  private final InstantSource clock;

  public StoreLayout(RedisLink link, RedisConfig config, InstantSource clock) {
    this.link = link;
    this.keys = new Keys(config.prefix());
    this.clock = clock;
  }

  /**
   * Claims an empty store for this layout, or compares the layouts.
   *
   * @param tip the end of the log
   * @return fails with {@link IllegalStateException}, whose message is for the operator
   */
  public Future<Void> check(Shards shards, Position tip) {
    return link.send(Request.cmd(Command.HMGET).arg(keys.meta()).arg("shards").arg("format"))
        .map(
            meta -> {
              compare("redis.shards", shards.count(), meta.get(0), "");
              compare("the store's format", FORMAT, meta.get(1), MOVING);
              refuseFuture(tip);
              return null;
            })
        .compose(checked -> warnOfEviction());
  }

  private static void compare(String what, int wanted, Response stored, String advice) {
    if (stored.toInteger() != wanted) {
      throw new IllegalStateException(
          what + " is " + wanted + ", but the store was laid out with " + stored + advice);
    }
  }

  private void refuseFuture(Position tip) {
    Instant latest = clock.instant().plus(MAX_SKEW);
    for (int shard = 0; shard < tip.shards(); shard++) {
      if (tip.rev(shard) > Revisions.at(latest)) {
        throw new IllegalStateException(
            "the store's revisions lie in the future (shard "
                + shard
                + ": "
                + tip.rev(shard)
                + " microseconds since 1970): check the clocks of this host and of Redis");
      }
    }
  }

  private Future<Void> warnOfEviction() {
    return link.send(Request.cmd(Command.CONFIG).arg("GET").arg("maxmemory-policy"))
        .onSuccess(
            policy -> {
              if (policy.size() == 2 && !policy.get(1).toString().equals("noeviction")) {
                log.warn(
                    "Redis may evict documents, set maxmemory-policy noeviction policy={}",
                    policy.get(1));
              }
            })
        .otherwiseEmpty()
        .mapEmpty();
  }
}

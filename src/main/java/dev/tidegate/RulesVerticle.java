package dev.tidegate;

import dev.tidegate.merchandising.RuleFollower;
import dev.tidegate.redis.RedisStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/** Reads the merchandising rules on an event loop. Its start completes when it has read all. */
final class RulesVerticle extends VerticleBase {
  private final SharedParts parts;
  private @Nullable RedisStore store;
  private @Nullable RuleFollower follower;

  RulesVerticle(SharedParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    RedisStore own = parts.redisStore(context);
    store = own;
    RuleFollower made =
        new RuleFollower(
            context, parts.merchandising, parts.caching.reader(own.reader(), context), own.scan());
    follower = made;
    parts.listeners.add(made);
    return own.open().otherwiseEmpty().compose(opened -> made.start());
  }

  @Override
  public Future<?> stop() {
    RuleFollower made = follower;
    if (made != null) {
      parts.listeners.remove(made);
    }
    return store == null ? Future.succeededFuture() : store.close();
  }
}

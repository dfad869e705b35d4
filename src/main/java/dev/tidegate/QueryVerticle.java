package dev.tidegate;

import dev.tidegate.feed.FeedListeners;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.redis.RedisStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the live queries on an event loop, apart from those that serve clients. */
final class QueryVerticle extends VerticleBase {
  private final Function<Context, RedisStore> stores;
  private final BiFunction<Context, RedisStore, LiveQueries> factory;
  private final FeedStatus feed;
  private final FeedListeners listeners;
  private @Nullable RedisStore store;
  private volatile @Nullable LiveQueries queries;

  /**
   * Creates a verticle.
   *
   * @param factory creates the live queries over a store; called on this verticle's context
   */
  QueryVerticle(
      Function<Context, RedisStore> stores,
      BiFunction<Context, RedisStore, LiveQueries> factory,
      FeedStatus feed,
      FeedListeners listeners) {
    this.stores = stores;
    this.factory = factory;
    this.feed = feed;
    this.listeners = listeners;
  }

  /** Once it is deployed. */
  LiveQueries queries() {
    return Objects.requireNonNull(queries);
  }

  @Override
  public Future<?> start() {
    RedisStore own = stores.apply(context);
    store = own;
    LiveQueries made = factory.apply(context, own);
    queries = made;
    listeners.add(made);
    made.start(Objects.requireNonNull(feed.position()));
    return own.open().otherwiseEmpty();
  }

  @Override
  public Future<?> stop() {
    LiveQueries made = queries;
    if (made != null) {
      listeners.remove(made);
    }
    return store == null ? Future.succeededFuture() : store.close();
  }
}

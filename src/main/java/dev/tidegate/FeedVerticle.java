package dev.tidegate;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.Feed;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Position;
import dev.tidegate.redis.RedisStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the feed on an event loop. Its start waits until there is a store, and checks its layout.
 */
final class FeedVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(FeedVerticle.class);
  private static final long RETRY_MS = 500;
  private static final long TRIM_EVERY_MS = 60_000;

  private final Function<Context, RedisStore> stores;
  private final FeedStatus status;
  private final FeedListener listener;
  private final Duration logAge;
  private @Nullable RedisStore store;
  private @Nullable Feed feed;

  FeedVerticle(
      Function<Context, RedisStore> stores,
      FeedStatus status,
      FeedListener listener,
      Duration logAge) {
    this.stores = stores;
    this.status = status;
    this.listener = listener;
    this.logAge = logAge;
  }

  @Override
  public Future<?> start() {
    RedisStore own = stores.apply(context);
    ChangeLog changes = own.changeLog();
    Feed made = new Feed(vertx, context, changes, status, listener);
    own.onConnected(made::reconnected);
    store = own;
    feed = made;
    vertx.setPeriodic(TRIM_EVERY_MS, id -> own.trimLog(logAge));
    Promise<Position> started = Promise.promise();
    own.open()
        .onComplete(
            attempted ->
                whenConnected(
                    own,
                    () ->
                        changes
                            .tip()
                            .compose(own::checkLayout)
                            .compose(checked -> made.start())
                            .onComplete(started)));
    return started.future();
  }

  /** Without a store there is nothing to serve: the start waits for it. */
  private void whenConnected(RedisStore own, Runnable action) {
    if (own.isConnected()) {
      action.run();
    } else {
      log.info("waiting for Redis");
      vertx.setTimer(RETRY_MS, id -> whenConnected(own, action));
    }
  }

  @Override
  public Future<?> stop() {
    if (feed != null) {
      feed.stop();
    }
    return store == null ? Future.succeededFuture() : store.close();
  }
}

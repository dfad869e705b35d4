package dev.tidegate;

import dev.tidegate.feed.Feed;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import dev.tidegate.redis.LogTrimmer;
import dev.tidegate.redis.RedisChangeLog;
import dev.tidegate.redis.RedisLink;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.redis.StoreLayout;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
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

  private final RedisSettings settings;
  private final Catalog catalog;
  private final Shards shards;
  private final FeedStatus status;
  private final FeedListener listener;
  private final InstantSource clock;
  private final Duration logAge;
  private @Nullable RedisLink link;
  private @Nullable Feed feed;

  FeedVerticle(
      RedisSettings settings,
      Catalog catalog,
      Shards shards,
      FeedStatus status,
      FeedListener listener,
      InstantSource clock,
      Duration logAge) {
    this.settings = settings;
    this.catalog = catalog;
    this.shards = shards;
    this.status = status;
    this.listener = listener;
    this.clock = clock;
    this.logAge = logAge;
  }

  @Override
  public Future<?> start() {
    RedisLink own = new RedisLink(vertx, context, settings);
    RedisChangeLog changes =
        new RedisChangeLog(own, settings, catalog, shards, FeedVerticle::freshEpoch);
    Feed made = new Feed(vertx, context, changes, status, listener);
    link = own.onConnected(made::reconnected);
    feed = made;
    StoreLayout layout = new StoreLayout(own, settings, clock);
    LogTrimmer trimmer = new LogTrimmer(own, settings, shards, clock, logAge);
    vertx.setPeriodic(TRIM_EVERY_MS, id -> trimmer.trim());
    Promise<Position> started = Promise.promise();
    own.open()
        .onComplete(
            attempted ->
                whenConnected(
                    own,
                    () ->
                        changes
                            .tip()
                            .compose(tip -> layout.check(shards, tip))
                            .compose(checked -> made.start())
                            .onComplete(started)));
    return started.future();
  }

  /** Without a store there is nothing to serve: the start waits for it. */
  private void whenConnected(RedisLink own, Runnable action) {
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
    return link == null ? Future.succeededFuture() : link.close();
  }

  static String freshEpoch() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}

package dev.tidegate;

import dev.tidegate.feed.FeedListeners;
import dev.tidegate.feed.FeedStatus;
import dev.tidegate.index.DirtyQueue;
import dev.tidegate.livequery.AnsweredWrites;
import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Shards;
import dev.tidegate.redis.RedisDirtyQueue;
import dev.tidegate.redis.RedisDocumentReader;
import dev.tidegate.redis.RedisLink;
import dev.tidegate.redis.RedisSettings;
import dev.tidegate.search.DocumentSearch;
import dev.tidegate.text.TextAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the live queries on an event loop, apart from those that serve clients. */
final class QueryVerticle extends VerticleBase {
  private static final String ONLY_LOOKS = "";

  private final RedisSettings settings;
  private final Catalog catalog;
  private final Shards shards;
  private final DocumentSearch index;
  private final TextAnalyzer analyzer;
  private final int maxQueries;
  private final NearCaching caching;
  private final AnsweredWrites answered;
  private final FeedStatus feed;
  private final FeedListeners listeners;
  private @Nullable RedisLink link;
  private volatile @Nullable LiveQueries queries;

  QueryVerticle(
      RedisSettings settings,
      Catalog catalog,
      Shards shards,
      DocumentSearch index,
      TextAnalyzer analyzer,
      int maxQueries,
      NearCaching caching,
      AnsweredWrites answered,
      FeedStatus feed,
      FeedListeners listeners) {
    this.settings = settings;
    this.catalog = catalog;
    this.shards = shards;
    this.index = index;
    this.analyzer = analyzer;
    this.maxQueries = maxQueries;
    this.caching = caching;
    this.answered = answered;
    this.feed = feed;
    this.listeners = listeners;
  }

  /** Once it is deployed. */
  LiveQueries queries() {
    return Objects.requireNonNull(queries);
  }

  @Override
  public Future<?> start() {
    RedisLink own = new RedisLink(vertx, context, settings);
    link = own;
    List<DirtyQueue> queues = RedisDirtyQueue.all(own, settings, shards, ONLY_LOOKS);
    LiveQueries made =
        new LiveQueries(
            vertx,
            context,
            catalog,
            new LiveQueries.Sources(
                caching.reader(new RedisDocumentReader(own, settings, shards), context),
                index,
                queues),
            analyzer,
            maxQueries,
            answered);
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
    return link == null ? Future.succeededFuture() : link.close();
  }
}

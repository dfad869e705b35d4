package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.index.DocumentIndex;
import dev.tidegate.index.Indexer;
import dev.tidegate.index.IndexerState;
import dev.tidegate.index.Rebuilds;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State of the search for health checks. Also wakes the indexer when there is work. */
final class SearchWatch implements FeedListener {
  private static final Logger log = LoggerFactory.getLogger(SearchWatch.class);
  private static final long EVERY_MS = 2_000;

  /** A shorter interruption of the indexer is not worth a report. */
  private static final Duration STALLED = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final Elastic elastic;
  private final Catalog catalog;
  private volatile @Nullable Indexer indexer;
  private volatile @Nullable Rebuilds rebuilds;
  private volatile @Nullable String trouble;
  private @Nullable String logged;

  SearchWatch(Vertx vertx, Elastic elastic, Catalog catalog) {
    this.vertx = vertx;
    this.elastic = elastic;
    this.catalog = catalog;
  }

  void start() {
    ask();
    vertx.setPeriodic(EVERY_MS, id -> ask());
  }

  void follow(Indexer followed, Rebuilds rebuilding) {
    rebuilds = rebuilding;
    indexer = followed;
  }

  /** Returns the problem in words for clients, or {@code null}. For any thread. */
  @Nullable String trouble() {
    String unreachable = trouble;
    if (unreachable != null) {
      return unreachable;
    }
    String missing = withoutIndex();
    if (!missing.isEmpty()) {
      return "No usable index yet: " + missing;
    }
    IndexerState state = state();
    return state != null && state.failing().compareTo(STALLED) > 0
        ? "Changes do not reach the index: " + state.backlog() + " documents wait"
        : null;
  }

  private String withoutIndex() {
    return catalog.collections().stream()
        .filter(collection -> !isSearched(elastic.index().found(collection)))
        .map(Collection::name)
        .collect(Collectors.joining(", "));
  }

  private static boolean isSearched(DocumentIndex.@Nullable Found found) {
    return found != null && found.name() != null && found.conflict() == null;
  }

  @Nullable IndexerState state() {
    Indexer followed = indexer;
    return followed == null ? null : followed.state();
  }

  Rebuilds.@Nullable Progress rebuilding() {
    Rebuilds followed = rebuilds;
    return followed == null ? null : followed.progress();
  }

  @Override
  public void onChanges(ChangeBatch batch) {
    wake();
  }

  @Override
  public void onGap(Position position) {
    wake();
  }

  @Override
  public void onEpoch(Position position) {
    wake();
  }

  private void wake() {
    Indexer followed = indexer;
    if (followed != null) {
      followed.wake();
    }
  }

  private void ask() {
    elastic
        .ping()
        .onComplete(
            answer -> {
              trouble = answer.succeeded() ? null : "Elasticsearch does not respond";
              report(answer.succeeded() ? null : Credentials.reason(answer.cause()));
            });
  }

  /** Logs each reason once. */
  private synchronized void report(@Nullable String reason) {
    if (reason != null && !reason.equals(logged)) {
      log.warn("Search unavailable cause={}", reason);
    } else if (reason == null && logged != null) {
      log.info("Search available again");
    }
    logged = reason;
  }
}

package dev.tidegate;

import dev.tidegate.elastic.Elastic;
import dev.tidegate.feed.ChangeBatch;
import dev.tidegate.feed.FeedListener;
import dev.tidegate.index.Indexer;
import dev.tidegate.index.IndexerState;
import dev.tidegate.index.Rebuilds;
import dev.tidegate.model.Position;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Asks Elasticsearch now and then how it is, and wakes the indexer when there is work. */
final class SearchWatch implements FeedListener {
  private static final long EVERY_MS = 2_000;

  private final Vertx vertx;
  private final Elastic elastic;
  private volatile @Nullable Indexer indexer;
  private volatile @Nullable Rebuilds rebuilds;
  private volatile @Nullable String trouble;

  SearchWatch(Vertx vertx, Elastic elastic) {
    this.vertx = vertx;
    this.elastic = elastic;
  }

  void start() {
    ask();
    vertx.setPeriodic(EVERY_MS, id -> ask());
  }

  void follow(Indexer followed, Rebuilds rebuilding) {
    rebuilds = rebuilding;
    indexer = followed;
  }

  /** What is wrong, {@code null} if nothing. */
  @Nullable String trouble() {
    return trouble;
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
            answer ->
                trouble = answer.succeeded() ? null : String.valueOf(answer.cause().getMessage()));
  }
}

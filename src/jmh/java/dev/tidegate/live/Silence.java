package dev.tidegate.live;

import dev.tidegate.feed.ChangeLog;
import dev.tidegate.feed.LogSlice;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Position;
import dev.tidegate.search.DocumentSearch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;

/** A log and an index that never answer: here nobody resumes, and nobody searches. */
final class Silence implements ChangeLog, DocumentSearch {
  private static <T> Future<T> never() {
    return Promise.<T>promise().future();
  }

  @Override
  public Future<Position> tip() {
    return never();
  }

  @Override
  public Future<Void> renewEpoch(String epoch) {
    return never();
  }

  @Override
  public Future<LogSlice> readAfter(Position position, Duration patience) {
    return never();
  }

  @Override
  public Future<Found> find(Request request) {
    return never();
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    return never();
  }

  @Override
  public Future<Void> refresh(Collection collection) {
    return never();
  }
}

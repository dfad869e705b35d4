package dev.tidegate.elastic;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Points in time for paging. Each occupies files and memory of Elasticsearch until it is unused for
 * its time to live: requests within a second share one.
 */
final class PointsInTime {
  private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Opened(CompletableFuture<String> id, long asked) {}

  private final Vertx vertx;
  private final ElasticClient client;
  private final IndexNames names;
  private final String keepAlive;
  private final LongSupplier nanoClock;
  private final ConcurrentMap<String, Opened> last = new ConcurrentHashMap<>();

  /**
   * Creates points in time.
   *
   * @param keepAlive in Elasticsearch's notation
   */
  PointsInTime(
      Vertx vertx,
      ElasticClient client,
      IndexNames names,
      String keepAlive,
      LongSupplier nanoClock) {
    this.vertx = vertx;
    this.client = client;
    this.names = names;
    this.keepAlive = keepAlive;
    this.nanoClock = nanoClock;
  }

  String keepAlive() {
    return keepAlive;
  }

  /** One that was opened less than a second before. */
  Future<String> get(Collection collection) {
    long now = nanoClock.getAsLong();
    Opened own = new Opened(new CompletableFuture<>(), now);
    Opened shared =
        last.compute(
            collection.name(),
            (name, before) -> before != null && now - before.asked() < SHARED_NANOS ? before : own);
    if (!shared.equals(own)) {
      return Future.fromCompletionStage(shared.id(), vertx.getOrCreateContext());
    }
    return open(collection)
        .onSuccess(own.id()::complete)
        .onFailure(
            failure -> {
              last.remove(collection.name(), own);
              own.id().completeExceptionally(failure);
            });
  }

  /** Removes a point in time that no longer exists. */
  void lost(Collection collection, String id) {
    Opened current = last.get(collection.name());
    if (current != null && id.equals(current.id().getNow(""))) {
      last.remove(collection.name(), current);
    }
  }

  private Future<String> open(Collection collection) {
    return client
        .call(
            es ->
                es.openPointInTime(
                    open -> open.index(names.alias(collection)).keepAlive(t -> t.time(keepAlive))))
        .map(opened -> opened.id());
  }
}

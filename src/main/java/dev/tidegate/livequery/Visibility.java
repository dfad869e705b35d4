package dev.tidegate.livequery;

import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.DirtyQueue.Entry;
import dev.tidegate.index.DirtyQueue.Taken;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.Position;
import dev.tidegate.search.DocumentSearch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Position up to which the index contains every change. It is queried only while a caller waits.
 * Confined to one context.
 */
final class Visibility {
  private static final Logger log = LoggerFactory.getLogger(Visibility.class);
  private static final long AGAIN_MS = 50;
  private static final long RETRY_MS = 500;

  /** A refresh costs Elasticsearch a segment: new queries do not cause more than so many. */
  private static final long REFRESH_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private record Waiter(Collection collection, Position position, Promise<Void> reached) {}

  private final Vertx vertx;
  private final List<DirtyQueue> queues;
  private final DocumentSearch index;
  private final Supplier<@Nullable Position> reached;
  private final Map<String, Position> visible = new HashMap<>();
  private List<Waiter> waiters = new ArrayList<>();
  private final Map<String, Long> refreshed = new HashMap<>();
  private boolean asking;

  /**
   * Creates an unknown visibility.
   *
   * @param queues of all shards
   * @param reached returns the position that the feed has reached
   */
  Visibility(
      Vertx vertx,
      List<DirtyQueue> queues,
      DocumentSearch index,
      Supplier<@Nullable Position> reached) {
    this.vertx = vertx;
    this.queues = queues;
    this.index = index;
    this.reached = reached;
  }

  /**
   * Returns whether the index is known to contain every change of the collection up to a position.
   */
  boolean has(Collection collection, Position position) {
    Position findable = visible.get(collection.name());
    return findable != null && covers(findable, position);
  }

  private static boolean covers(Position findable, Position position) {
    return findable.epoch().equals(position.epoch()) && findable.covers(position);
  }

  /** Completes once {@link #has} holds, however long it takes; never fails. */
  Future<Void> reaches(Collection collection, Position position) {
    if (has(collection, position)) {
      return Future.succeededFuture();
    }
    Waiter waiter = new Waiter(collection, position, Promise.promise());
    waiters.add(waiter);
    if (!asking) {
      asking = true;
      ask();
    }
    return waiter.reached().future();
  }

  /** Removes all waiting callers. */
  void clear() {
    waiters = new ArrayList<>();
    visible.clear();
  }

  private void ask() {
    Position reached = this.reached.get();
    if (waiters.isEmpty() || reached == null) {
      asking = false;
      return;
    }
    Future.all(queues.stream().map(queue -> queue.take(1)).toList())
        .compose(taken -> refresh(reached, taken.list()))
        .onSuccess(nothing -> again(AGAIN_MS))
        .onFailure(
            failure -> {
              log.debug("Progress of the index unknown cause={}", Credentials.reason(failure));
              again(RETRY_MS);
            });
  }

  private void again(long delay) {
    if (waiters.isEmpty()) {
      asking = false;
    } else {
      vertx.setTimer(delay, id -> ask());
    }
  }

  private Future<Void> refresh(Position reached, List<Taken> taken) {
    Position findable = findable(reached, taken);
    Map<String, Collection> wanted = new HashMap<>();
    long now = System.nanoTime();
    for (Waiter waiter : waiters) {
      String name = waiter.collection().name();
      Long last = refreshed.get(name);
      boolean due = last == null || now - last >= REFRESH_GAP_NANOS;
      if (due && covers(findable, waiter.position())) {
        wanted.put(name, waiter.collection());
      }
    }
    wanted.keySet().forEach(name -> refreshed.put(name, now));
    return Future.all(
            wanted.values().stream()
                .map(
                    collection ->
                        index
                            .refresh(collection, building(collection, taken))
                            .map(done -> reached(collection, findable)))
                .toList())
        .mapEmpty();
  }

  /**
   * Returns the position up to which everything is indexed: documents that do not wait are indexed,
   * up to the position that the feed had reached before.
   */
  private static Position findable(Position reached, List<Taken> taken) {
    long[] revs = reached.revs();
    for (int shard = 0; shard < taken.size(); shard++) {
      for (Entry waiting : taken.get(shard).entries()) {
        revs[shard] = Math.min(revs[shard], waiting.rev() - 1);
      }
    }
    return new Position(reached.epoch(), revs);
  }

  /** One that takes the other's place meanwhile is to be as far. */
  private static Set<String> building(Collection collection, List<Taken> taken) {
    return taken.stream()
        .map(each -> each.building().get(collection.name()))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private boolean reached(Collection collection, Position findable) {
    visible.put(collection.name(), findable);
    List<Waiter> now = waiters;
    waiters = new ArrayList<>();
    List<Waiter> done = new ArrayList<>();
    for (Waiter waiter : now) {
      (has(waiter.collection(), waiter.position()) ? done : waiters).add(waiter);
    }
    done.forEach(waiter -> waiter.reached().complete());
    return true;
  }
}

package dev.tidegate.read;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one read that are not in the near cache. Those that another read is already loading
 * are awaited; all others are read together.
 */
final class MissedDocuments {
  /**
   * A document to read.
   *
   * @param load {@code null} if no other read may wait for it
   */
  private record Own(int place, DocumentKey key, @Nullable PendingRead load) {}

  private final NearCache cache;
  private final Context context;
  private final DocumentState[] states;
  private final List<Own> own = new ArrayList<>();
  private final List<Future<?>> parts = new ArrayList<>();
  private int count;

  /**
   * Creates an empty set.
   *
   * @param states receives the results
   */
  MissedDocuments(NearCache cache, Context context, DocumentState[] states) {
    this.cache = cache;
    this.context = context;
    this.states = states;
  }

  int count() {
    return count;
  }

  /**
   * Adds a document.
   *
   * @param following whether a cached state may be returned
   */
  void add(int place, DocumentKey key, long minRev, boolean following) {
    count++;
    PendingRead load = new PendingRead();
    PendingRead other = cache.begin(key, load);
    if (other == null) {
      lead(new Own(place, key, load), load, following ? cache.find(key, minRev) : null);
    } else if (minRev > 0) {
      // The other read may have been sent before the store reached this revision.
      own.add(new Own(place, key, null));
    } else {
      parts.add(Future.fromCompletionStage(other.found(), context).map(at(place)));
    }
  }

  /**
   * Returns a mapping that stores a state. It is part of the awaited future. A listener could be
   * called after those of the whole, if the other read ends on another thread meanwhile.
   */
  private Function<DocumentState, DocumentState> at(int place) {
    return state -> {
      states[place] = state;
      return state;
    };
  }

  /** Adds a load, unless another one has ended since the look at the cache. */
  private void lead(Own one, PendingRead load, @Nullable DocumentState cached) {
    if (cached == null) {
      own.add(one);
    } else {
      states[one.place()] = cached;
      load.detach();
      cache.loaded(one.key(), load, cached);
    }
  }

  /** Returns all states when the missed documents have been read. */
  Future<List<DocumentState>> read(Collection collection, DocumentReader store) {
    if (!own.isEmpty()) {
      List<String> ids = own.stream().map(one -> one.key().id()).toList();
      parts.add(
          Future.succeededFuture()
              .compose(nothing -> store.read(collection, ids))
              .onSuccess(this::loaded)
              .onFailure(this::failed));
    }
    return Future.all(parts).map(all -> Arrays.asList(states));
  }

  private void loaded(List<DocumentState> found) {
    for (int i = 0; i < own.size(); i++) {
      Own one = own.get(i);
      states[one.place()] = found.get(i);
      if (one.load() == null) {
        cache.answered(found.get(i));
      } else {
        cache.loaded(one.key(), one.load(), found.get(i));
      }
    }
  }

  private void failed(Throwable failure) {
    for (Own one : own) {
      if (one.load() != null) {
        cache.failed(one.key(), one.load(), failure);
      }
    }
  }
}

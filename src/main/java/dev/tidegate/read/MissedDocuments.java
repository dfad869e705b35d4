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
 * What one reading did not find in the near cache: documents that somebody is reading already are
 * waited for, all others are read together.
 */
final class MissedDocuments {
  /**
   * A document to read.
   *
   * @param load {@code null} where nobody else may wait for it
   */
  private record Own(int place, DocumentKey key, @Nullable PendingRead load) {}

  private final NearCache cache;
  private final Context context;
  private final DocumentState[] states;
  private final List<Own> own = new ArrayList<>();
  private final List<Future<?>> parts = new ArrayList<>();
  private int count;

  /**
   * @param states where what is found is put
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
   * Adds one.
   *
   * @param following whether what is held by now may be answered
   */
  void add(int place, DocumentKey key, long minRev, boolean following) {
    count++;
    PendingRead load = new PendingRead();
    PendingRead other = cache.begin(key, load);
    if (other == null) {
      lead(new Own(place, key, load), load, following ? cache.find(key, minRev) : null);
    } else if (minRev > 0) {
      // The other may have been sent before the store reached this revision.
      own.add(new Own(place, key, null));
    } else {
      parts.add(Future.fromCompletionStage(other.found(), context).map(at(place)));
    }
  }

  /**
   * Part of what is waited for, unlike a listener: that may be called only after those who wait for
   * the whole, where the other load ends on another thread meanwhile.
   */
  private Function<DocumentState, DocumentState> at(int place) {
    return state -> {
      states[place] = state;
      return state;
    };
  }

  /** Reads, unless another load has ended since the cache was looked at. */
  private void lead(Own one, PendingRead load, @Nullable DocumentState held) {
    if (held == null) {
      own.add(one);
    } else {
      states[one.place()] = held;
      load.detach();
      cache.loaded(one.key(), load, held);
    }
  }

  /** All states, once everything that was missed is there. */
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

package dev.tidegate.searchcache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers to questions of one kind, shared by all event loops. Usable on any thread.
 *
 * @param <Q> questions, compared by what they ask: clients choose them, and a map orders those of
 *     equal hash code only if they are comparable
 * @param <A> answers, immutable
 */
final class CoalescingCache<Q extends Comparable<Q>, A> {
  private record Kept<A>(A answer, long asked) {}

  private record UnderWay<A>(CompletableFuture<A> answer, long asked) {}

  private final Cache<Q, Kept<A>> kept;
  private final ConcurrentMap<Q, UnderWay<A>> underWay = new ConcurrentHashMap<>();
  private final Validity validity;
  private final ResultCacheFigures figures;
  private final LongSupplier nanoClock;

  CoalescingCache(
      long maxBytes,
      Weigher<Q, A> weigher,
      Validity validity,
      Duration maxAge,
      ResultCacheFigures figures,
      LongSupplier nanoClock) {
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Q question, Kept<A> one) -> weigher.weigh(question, one.answer()))
            .expireAfterWrite(maxAge)
            // Its upkeep is short: done by who causes it, rather than by threads of its own.
            .executor(Runnable::run)
            .build();
    this.validity = validity;
    this.figures = figures;
    this.nanoClock = nanoClock;
  }

  /** Returns the cached answer, if it is still valid. */
  @Nullable A find(Q question, Dependencies on) {
    Kept<A> one = kept.getIfPresent(question);
    if (one == null) {
      return null;
    }
    long now = nanoClock.getAsLong();
    if (validity.holds(one.asked(), on, now)) {
      figures.hit();
      return one.answer();
    }
    if (kept.asMap().remove(question, one) && !validity.isOld(one.asked(), now)) {
      figures.invalidated();
    }
    return null;
  }

  /**
   * Asks, unless the same is being asked.
   *
   * @param context where the answer is wanted
   * @param keep whether the answer may be given again later
   */
  Future<A> ask(Q question, Context context, boolean keep, Supplier<Future<A>> index) {
    long now = nanoClock.getAsLong();
    UnderWay<A> own = new UnderWay<>(new CompletableFuture<>(), now);
    UnderWay<A> other = underWay.putIfAbsent(question, own);
    if (other != null && now - other.asked() <= validity.joinNanos()) {
      figures.joined();
      return Future.fromCompletionStage(other.answer(), context);
    }
    if (other != null) {
      underWay.replace(question, other, own);
    }
    figures.missed();
    return Future.succeededFuture()
        .compose(nothing -> index.get())
        .onComplete(
            done -> {
              underWay.remove(question, own);
              try {
                if (keep && done.succeeded()) {
                  keep(question, new Kept<>(done.result(), now));
                }
              } finally {
                end(own.answer(), done.result(), done.cause());
              }
            });
  }

  void clear() {
    underWay.clear();
    kept.invalidateAll();
  }

  long bytes() {
    return kept.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  long entries() {
    return kept.estimatedSize();
  }

  private void keep(Q question, Kept<A> answer) {
    kept.asMap()
        .merge(question, answer, (old, more) -> old.asked() - more.asked() > 0 ? old : more);
  }

  private static <A> void end(CompletableFuture<A> answer, A result, @Nullable Throwable failure) {
    if (failure == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(failure);
    }
  }
}

package dev.tidegate.elastic;

import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.QueryTooExpensiveException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admission of calls: it bounds the running and the waiting calls, and rejects the others instead
 * of letting them pile up. While no call gets a response, one per second is tried and the others
 * fail at once. For any thread; a call runs on the context of its caller.
 */
final class Admission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Time that an expensive call waits for others of its kind. It can be made in a cheaper way. */
  private static final long EXPENSIVE_NANOS = Duration.ofMillis(500).toNanos();

  private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

  private record Waiting(Promise<Void> turn, Context context, long since, int cost) {}

  private final Vertx vertx;
  private final int maxUnderWay;
  private final int maxWaiting;
  private final int maxCost;
  private final long patienceNanos;
  private final long silenceNanos;
  private final LongSupplier nanoClock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int underWay;
  private int cost;
  private @Nullable String silence;
  private long probed;

  /**
   * Creates an admission.
   *
   * @param maxCost total cost of the running calls; a call with a greater cost runs alone
   * @param patience maximum waiting time of a call
   * @param silence time after which a failed call counts as unanswered
   */
  Admission(
      Vertx vertx,
      int maxUnderWay,
      int maxWaiting,
      int maxCost,
      Duration patience,
      Duration silence,
      LongSupplier nanoClock) {
    this.vertx = vertx;
    this.maxUnderWay = maxUnderWay;
    this.maxWaiting = maxWaiting;
    this.maxCost = maxCost;
    this.patienceNanos = patience.toNanos();
    this.silenceNanos = silence.toNanos();
    this.nanoClock = nanoClock;
  }

  /**
   * Makes the call, now or later.
   *
   * @return fails with {@link SearchUnavailableException} where it is not made
   */
  <T> Future<T> call(Supplier<Future<T>> call) {
    return call(0, call);
  }

  /**
   * Makes a call that costs more than others, now or later.
   *
   * @param units of memory that it needs; calls wait while those under way have too many
   * @return fails with {@link SearchUnavailableException} where it is not made, and with {@link
   *     QueryTooExpensiveException} where it would have to wait too long for the memory
   */
  <T> Future<T> call(int units, Supplier<Future<T>> call) {
    return turn(units).compose(mine -> run(units, call));
  }

  private boolean hasRoom(int units) {
    return underWay < maxUnderWay && (units == 0 || cost == 0 || cost + units <= maxCost);
  }

  private synchronized Future<Void> turn(int units) {
    long now = nanoClock.getAsLong();
    if (silence != null) {
      if (now - probed < PROBE_NANOS) {
        return refused(silence);
      }
      probed = now;
    }
    if (hasRoom(units)) {
      underWay++;
      cost += units;
      return Future.succeededFuture();
    }
    if (waiting.size() >= maxWaiting) {
      return units > 0
          ? Future.failedFuture(
              new QueryTooExpensiveException("Other searches take the memory", false))
          : refused("too many searches at once");
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(new Waiting(turn, vertx.getOrCreateContext(), now, units));
    return turn.future();
  }

  private <T> Future<T> run(int units, Supplier<Future<T>> call) {
    long started = nanoClock.getAsLong();
    return Future.succeededFuture()
        .compose(nothing -> call.get())
        .onComplete(done -> ended(units, started, done.cause()));
  }

  private synchronized void ended(int units, long started, @Nullable Throwable failure) {
    underWay--;
    cost -= units;
    long now = nanoClock.getAsLong();
    if (failure instanceof SearchUnavailableException unavailable
        && now - started >= silenceNanos) {
      silence = unavailable.detail();
      probed = now;
    } else if (!(failure instanceof SearchUnavailableException)) {
      silence = null;
    }
    next(now);
  }

  /** Starts waiting calls, or fails those that need not wait. */
  private void next(long now) {
    while (!waiting.isEmpty() && (silence != null || hasRoom(waiting.element().cost()))) {
      Waiting first = waiting.remove();
      Throwable refusal = refusal(first, now);
      if (refusal == null) {
        underWay++;
        cost += first.cost();
        first.context().runOnContext(nothing -> first.turn().complete());
      } else {
        first.context().runOnContext(nothing -> first.turn().fail(refusal));
      }
    }
  }

  private @Nullable Throwable refusal(Waiting call, long now) {
    long waited = now - call.since();
    if (silence != null) {
      return new SearchUnavailableException(silence, RETRY_AFTER);
    }
    if (call.cost() > 0 && waited > EXPENSIVE_NANOS) {
      return new QueryTooExpensiveException("Other searches take the memory", false);
    }
    return waited > patienceNanos
        ? new SearchUnavailableException("too many searches at once", RETRY_AFTER)
        : null;
  }

  private static Future<Void> refused(String reason) {
    return Future.failedFuture(new SearchUnavailableException(reason, RETRY_AFTER));
  }
}

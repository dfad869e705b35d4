package dev.tidegate.elastic;

import dev.tidegate.model.SearchUnavailableException;
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
 * Lets so many calls be under way, so many wait for their turn, and refuses the others, instead of
 * letting them pile up. While no call gets an answer, one a second is tried and the others are told
 * at once. Usable on any thread; a call runs on the context it came from.
 */
final class Admission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

  private record Waiting(Promise<Void> turn, Context context, long since) {}

  private final Vertx vertx;
  private final int maxUnderWay;
  private final int maxWaiting;
  private final long patienceNanos;
  private final long silenceNanos;
  private final LongSupplier nanoClock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int underWay;
  private @Nullable String silence;
  private long probed;

  /**
   * @param patience how long a call may wait for its turn
   * @param silence a failure that took longer is no refusal, which costs nobody anything
   */
  Admission(
      Vertx vertx,
      int maxUnderWay,
      int maxWaiting,
      Duration patience,
      Duration silence,
      LongSupplier nanoClock) {
    this.vertx = vertx;
    this.maxUnderWay = maxUnderWay;
    this.maxWaiting = maxWaiting;
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
    return turn().compose(mine -> run(call));
  }

  private synchronized Future<Void> turn() {
    long now = nanoClock.getAsLong();
    if (silence != null) {
      if (now - probed < PROBE_NANOS) {
        return refused(silence);
      }
      probed = now;
    }
    if (underWay < maxUnderWay) {
      underWay++;
      return Future.succeededFuture();
    }
    if (waiting.size() >= maxWaiting) {
      return refused("too many searches at once");
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(new Waiting(turn, vertx.getOrCreateContext(), now));
    return turn.future();
  }

  private <T> Future<T> run(Supplier<Future<T>> call) {
    long started = nanoClock.getAsLong();
    return Future.succeededFuture()
        .compose(nothing -> call.get())
        .onComplete(done -> ended(started, done.cause()));
  }

  private synchronized void ended(long started, @Nullable Throwable failure) {
    underWay--;
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

  /** Gives turns to those who wait, or what they need not wait for. */
  private void next(long now) {
    while (!waiting.isEmpty() && (silence != null || underWay < maxUnderWay)) {
      Waiting first = waiting.remove();
      String refusal =
          silence != null
              ? silence
              : now - first.since() > patienceNanos ? "too many searches at once" : null;
      if (refusal == null) {
        underWay++;
        first.context().runOnContext(nothing -> first.turn().complete());
      } else {
        first
            .context()
            .runOnContext(
                nothing -> first.turn().fail(new SearchUnavailableException(refusal, RETRY_AFTER)));
      }
    }
  }

  private static Future<Void> refused(String reason) {
    return Future.failedFuture(new SearchUnavailableException(reason, RETRY_AFTER));
  }
}

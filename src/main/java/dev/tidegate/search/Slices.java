package dev.tidegate.search;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Long work in slices of a few milliseconds. Between two slices, the event loop serves others. Work
 * that fits into one slice is done at once. To be used on the context that the work belongs to.
 */
public final class Slices {
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /**
   * A task of the event loop that submits itself again would run before any waiting input. A timer
   * lets the loop look for input first.
   */
  private static final long PAUSE_MS = 1;

  private Slices() {}

  /**
   * Calls {@code step} until it returns false.
   *
   * @return fails with what a step throws
   */
  public static Future<Void> run(BooleanSupplier step) {
    Promise<Void> done = Promise.promise();
    slice(step, done, Vertx.currentContext());
    return done.future();
  }

  /** Calls {@code action} with each element. */
  public static <T> Future<Void> forEach(Iterable<T> elements, Consumer<? super T> action) {
    Iterator<T> rest = elements.iterator();
    return run(
        () -> {
          if (rest.hasNext()) {
            action.accept(rest.next());
          }
          return rest.hasNext();
        });
  }

  private static void slice(BooleanSupplier step, Promise<Void> done, @Nullable Context context) {
    long begun = System.nanoTime();
    try {
      while (step.getAsBoolean()) {
        if (context != null && System.nanoTime() - begun >= SLICE_NANOS) {
          context.owner().setTimer(PAUSE_MS, id -> slice(step, done, context));
          return;
        }
      }
    } catch (RuntimeException e) {
      done.fail(e);
      return;
    }
    done.complete();
  }
}

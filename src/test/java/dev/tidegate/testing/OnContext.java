package dev.tidegate.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Access to objects that are confined to a context, from the thread of a test. */
public final class OnContext {
  private OnContext() {}

  /** Makes a call on the context, and waits for its result. */
  public static <T> T await(Context context, Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(nothing -> call.get().onComplete(promise));
    return Futures.await(promise.future());
  }
}

package dev.tidegate.demo;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Conversion of the futures of the JVM client. */
final class Calls {
  private Calls() {}

  /** Returns a future that completes on a context, and fails with the failure of the client. */
  static <T> Future<T> on(Context context, CompletionStage<T> call) {
    return Future.fromCompletionStage(call, context)
        .recover(
            failure -> {
              Throwable cause = failure.getCause();
              return Future.failedFuture(
                  failure instanceof CompletionException && cause != null ? cause : failure);
            });
  }
}

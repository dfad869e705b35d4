package dev.tidegate.http;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Check of {@code min_rev} for responses with many documents. */
final class Freshness {
  private final DocumentReader reader;

  Freshness(DocumentReader reader) {
    this.reader = reader;
  }

  /** Returns the reader of a response with a minimum revision. */
  DocumentReader reader(@Nullable Long minRev) {
    return minRev == null ? reader : reader.atLeast(minRev);
  }

  /** Fails with 409 {@code rev_not_reached} if the store has not reached the revision. */
  Future<Void> reached(@Nullable Long minRev) {
    if (minRev == null) {
      return Future.succeededFuture();
    }
    return reader
        .latest()
        .compose(
            latest ->
                latest >= minRev
                    ? Future.succeededFuture()
                    : Future.failedFuture(notReached(latest, minRev)));
  }

  static ProblemException notReached(long current, long wanted) {
    return new ProblemException(
        Problem.of(
                ErrorCode.REV_NOT_REACHED,
                "The store is at revision " + current + ", below min_rev=" + wanted + ".")
            .withCurrentRev(current));
  }
}

package dev.tidegate.http;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Keeps {@code min_rev}'s promise for answers made of many documents. */
final class Freshness {
  private final DocumentReader reader;

  Freshness(DocumentReader reader) {
    this.reader = reader;
  }

  /** The reader of an answer that must have reached this revision. */
  DocumentReader reader(@Nullable Long minRev) {
    return minRev == null ? reader : reader.atLeast(minRev);
  }

  /** Fails with 409 where the store that will be read has not drawn this revision. */
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

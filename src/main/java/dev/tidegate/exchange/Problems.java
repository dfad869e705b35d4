package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.OutcomeUnknownException;
import dev.tidegate.model.QueryTooExpensiveException;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.search.CursorExpiredException;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.http.HttpClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates failures to problems. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final long RETRY_MS = 1_000;

  private Problems() {}

  public static Problem problem(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case InvalidInputException invalid -> Problem.of(invalid);
      case StoreUnavailableException unavailable ->
          Problem.of(ErrorCode.STORE_UNAVAILABLE, String.valueOf(unavailable.getMessage()))
              .withRetryAfter(RETRY_MS);
      case SearchUnavailableException unavailable ->
          Problem.searchUnavailable(unavailable.detail(), unavailable.retryAfter().toMillis());
      case QueryTooExpensiveException expensive -> Problem.queryTooExpensive(expensive.isLasting());
      case CursorExpiredException expired ->
          Problem.of(
              ErrorCode.CURSOR_EXPIRED, "Start with the first page: " + expired.getMessage());
      case OutcomeUnknownException unknown ->
          Problem.of(
                  ErrorCode.OUTCOME_UNKNOWN,
                  "The write may or may not have been applied. With an Idempotency-Key, retry with"
                      + " the same key. Without one, read the document before you retry.")
              .withRetryAfter(RETRY_MS);
      default -> unexpected(failure);
    };
  }

  /**
   * Translates the failure of a read. An unknown outcome changes nothing, so it is unavailability.
   */
  static Problem problemOfRead(Throwable failure) {
    return problem(
        failure instanceof OutcomeUnknownException unknown
            ? new StoreUnavailableException(String.valueOf(unknown.getMessage()))
            : failure);
  }

  private static Problem unexpected(Throwable failure) {
    if (!(failure instanceof HttpClosedException)) {
      log.error("Request failed unexpectedly", failure);
    }
    return Problem.of(
        ErrorCode.INTERNAL_ERROR,
        "The request failed unexpectedly. The log of the gateway has the cause.");
  }
}

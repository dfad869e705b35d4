package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.OutcomeUnknownException;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.search.CursorExpiredException;
import dev.tidegate.search.QueryTooExpensiveException;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.http.HttpClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problems of failures. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final long RETRY_MS = 1_000;

  private Problems() {}

  /** Returns the problem of a request that is neither a read nor the write of a document. */
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
          Problem.of(ErrorCode.CURSOR_EXPIRED, "Start with the first page.");
      case OutcomeUnknownException unknown -> outcomeUnknown("Check the state before you retry.");
      default -> unexpected(failure);
    };
  }

  /**
   * Returns the problem of the write of a document.
   *
   * @param keyed whether the write has an idempotency key
   */
  public static Problem problemOfWrite(Throwable failure, boolean keyed) {
    return failure instanceof OutcomeUnknownException
        ? outcomeUnknown(
            keyed ? "Retry with the same Idempotency-Key." : "Read the document before you retry.")
        : problem(failure);
  }

  private static Problem outcomeUnknown(String advice) {
    return Problem.of(ErrorCode.OUTCOME_UNKNOWN, advice).withRetryAfter(RETRY_MS);
  }

  /** Returns the problem of a read. It changes nothing, so it can be repeated in any case. */
  static Problem problemOfRead(Throwable failure) {
    return problem(
        failure instanceof OutcomeUnknownException unknown
            ? new StoreUnavailableException(String.valueOf(unknown.getMessage()))
            : failure);
  }

  private static Problem unexpected(Throwable failure) {
    if (!(failure instanceof HttpClosedException)) {
      log.error("Request failed", failure);
    }
    return Problem.of(ErrorCode.INTERNAL_ERROR, "The log of the gateway has the cause.");
  }
}

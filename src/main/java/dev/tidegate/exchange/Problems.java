package dev.tidegate.exchange;

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

/** What a client is told of each kind of failure. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final long RETRY_MS = 1_000;

  private Problems() {}

  public static Problem problem(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case InvalidInputException invalid -> Problem.of(invalid);
      case StoreUnavailableException unavailable ->
          Problem.of(
                  503,
                  "store_unavailable",
                  "The store can't be asked now",
                  String.valueOf(unavailable.getMessage()))
              .withRetryAfter(RETRY_MS);
      case SearchUnavailableException unavailable ->
          Problem.searchUnavailable(unavailable.detail(), unavailable.retryAfter().toMillis());
      case QueryTooExpensiveException expensive -> Problem.queryTooExpensive(expensive.isLasting());
      case CursorExpiredException expired ->
          Problem.of(
              410,
              "cursor_expired",
              "The cursor is not good any more",
              "search again from the first page: " + expired.getMessage());
      case OutcomeUnknownException unknown ->
          Problem.of(
                  503,
                  "outcome_unknown",
                  "It is not known whether this was done",
                  "repeat it under the same Idempotency-Key")
              .withRetryAfter(RETRY_MS);
      default -> unexpected(failure);
    };
  }

  /** The same of what changes nothing: there it does not matter how far it came. */
  static Problem problemOfRead(Throwable failure) {
    return problem(
        failure instanceof OutcomeUnknownException unknown
            ? new StoreUnavailableException(String.valueOf(unknown.getMessage()))
            : failure);
  }

  private static Problem unexpected(Throwable failure) {
    if (!(failure instanceof HttpClosedException)) {
      log.error("a request failed unexpectedly", failure);
    }
    return Problem.of(
        500, "internal_error", "Something went wrong here", "what it was is in the gateway's log");
  }
}

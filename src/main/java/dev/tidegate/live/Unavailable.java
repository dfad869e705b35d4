package dev.tidegate.live;

import dev.tidegate.delivery.LiveMemoryFullException;
import dev.tidegate.livequery.TooManyQueriesException;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.QueryTooExpensiveException;
import dev.tidegate.wire.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates failures of a live query's start to problems. */
final class Unavailable {
  private static final Logger log = LoggerFactory.getLogger(Unavailable.class);
  private static final long RETRY_AFTER_MS = 1_000;

  private Unavailable() {}

  static Problem problem(Throwable reason) {
    if (reason instanceof SearchUnavailableException unavailable) {
      return Problem.searchUnavailable(unavailable.detail(), unavailable.retryAfter().toMillis());
    }
    if (reason instanceof QueryTooExpensiveException expensive) {
      return Problem.queryTooExpensive(expensive.isLasting());
    }
    if (reason instanceof TooManyQueriesException) {
      return Problem.of(
              ErrorCode.TOO_MANY_QUERIES,
              503,
              "The gateway watches its maximum number of distinct live queries. Retry later.")
          .withRetryAfter(RETRY_AFTER_MS);
    }
    if (reason instanceof LiveMemoryFullException) {
      return Problem.of(
              ErrorCode.OVERLOADED,
              "Memory limit of watched documents reached. Watch fewer documents, or retry later.")
          .withRetryAfter(RETRY_AFTER_MS);
    }
    log.warn("Live query not started", reason);
    return Problem.of(ErrorCode.STORE_UNAVAILABLE, "The live query did not start. Retry later.")
        .withRetryAfter(RETRY_AFTER_MS);
  }
}

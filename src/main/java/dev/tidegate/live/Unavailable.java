package dev.tidegate.live;

import dev.tidegate.delivery.LiveMemoryFullException;
import dev.tidegate.livequery.TooManyQueriesException;
import dev.tidegate.model.QueryTooExpensiveException;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.wire.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when a live query can't be begun. */
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
              503,
              "too_many_queries",
              "The gateway watches as many distinct searches as it may",
              "watch a search that others watch, or try again later")
          .withRetryAfter(RETRY_AFTER_MS);
    }
    if (reason instanceof LiveMemoryFullException) {
      return Problem.of(
              503,
              "overloaded",
              "Watched documents occupy as much memory as they may",
              "watch fewer or smaller documents, or try again later")
          .withRetryAfter(RETRY_AFTER_MS);
    }
    log.warn("a live query could not be begun", reason);
    return Problem.of(
            503,
            "store_unavailable",
            "The store does not answer",
            "the search can't be begun: try again later")
        .withRetryAfter(RETRY_AFTER_MS);
  }
}

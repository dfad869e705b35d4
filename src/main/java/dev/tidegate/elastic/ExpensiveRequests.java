package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.json.JsonData;
import dev.tidegate.search.QueryTooExpensiveException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Recognizes searches that Elasticsearch rejects for the memory that they need: by a circuit
 * breaker or by a limit of clauses.
 */
final class ExpensiveRequests {
  /** More than any search needs that tolerates no typing errors. */
  private static final long PLAIN_SEARCH_BYTES = 8 << 20;

  private ExpensiveRequests() {}

  /** Returns the failure of a search as its callers expect it. */
  static Throwable translate(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return translate(cause);
    }
    return failure instanceof ElasticsearchException refusal && isOne(refusal)
        ? new QueryTooExpensiveException(String.valueOf(refusal.getMessage()), isLasting(refusal))
        : ElasticClient.translate(failure);
  }

  private static boolean isOne(ElasticsearchException refusal) {
    return causes(refusal).stream().anyMatch(cause -> isOfBreaker(cause) || isOfClauses(cause));
  }

  /**
   * Returns whether each repetition of the search fails, too. Circuit breakers for more than one
   * request also count the memory of other requests.
   */
  private static boolean isLasting(ElasticsearchException refusal) {
    return causes(refusal).stream()
        .filter(cause -> isOfBreaker(cause) || isOfClauses(cause))
        .allMatch(
            cause ->
                isOfClauses(cause)
                    || (String.valueOf(cause.reason()).startsWith("[request]")
                        && limit(cause) < PLAIN_SEARCH_BYTES));
  }

  private static List<ErrorCause> causes(ElasticsearchException refusal) {
    List<ErrorCause> causes = new ArrayList<>(refusal.error().rootCause());
    causes.add(refusal.error());
    return causes;
  }

  private static boolean isOfBreaker(ErrorCause cause) {
    return String.valueOf(cause.type()).equals("circuit_breaking_exception");
  }

  private static boolean isOfClauses(ErrorCause cause) {
    return String.valueOf(cause.type()).startsWith("too_many_");
  }

  private static long limit(ErrorCause cause) {
    JsonData limit = cause.metadata().get("bytes_limit");
    return limit == null ? Long.MAX_VALUE : limit.to(Long.class);
  }
}

package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.json.JsonData;
import dev.tidegate.model.QueryTooExpensiveException;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognizes requests that Elasticsearch rejects for the memory that they need. Only its circuit
 * breaker of requests and its limits of clauses say so. The others say that the node as a whole is
 * short of memory, which passes.
 */
final class ExpensiveRequests {
  /** More than any search needs that tolerates no typing errors. */
  private static final long PLAIN_SEARCH_BYTES = 8 << 20;

  private ExpensiveRequests() {}

  static boolean isOne(ElasticsearchException refusal) {
    return causes(refusal).stream().anyMatch(ExpensiveRequests::isOne);
  }

  static QueryTooExpensiveException exception(ElasticsearchException refusal) {
    boolean lasting =
        causes(refusal).stream()
            .filter(ExpensiveRequests::isOne)
            .allMatch(cause -> limit(cause) < PLAIN_SEARCH_BYTES);
    return new QueryTooExpensiveException(String.valueOf(refusal.getMessage()), lasting);
  }

  private static List<ErrorCause> causes(ElasticsearchException refusal) {
    List<ErrorCause> causes = new ArrayList<>(refusal.error().rootCause());
    causes.add(refusal.error());
    return causes;
  }

  private static boolean isOne(ErrorCause cause) {
    String type = String.valueOf(cause.type());
    return type.startsWith("too_many_")
        || (type.equals("circuit_breaking_exception")
            && String.valueOf(cause.reason()).startsWith("[request]"));
  }

  /** Bytes that the circuit breaker allows. A limit of clauses counts as none. */
  private static long limit(ErrorCause cause) {
    JsonData limit = cause.metadata().get("bytes_limit");
    return limit == null ? 0 : limit.to(Long.class);
  }
}

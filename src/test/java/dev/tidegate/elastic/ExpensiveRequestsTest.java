package dev.tidegate.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.json.JsonData;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.search.QueryTooExpensiveException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Rejections of searches, as Elasticsearch words them. */
class ExpensiveRequestsTest {
  private static final String BREAKER = "circuit_breaking_exception";

  @Test
  void aLimitThatNoSearchMeetsIsLasting() {
    assertThat(lasting(rejection(BREAKER, "[request] Data too large", 1_024))).isTrue();
    assertThat(lasting(rejection("too_many_nested_clauses", "more than 1024", 0))).isTrue();
  }

  @Test
  void whatOtherSearchesTakePasses() {
    assertThat(lasting(rejection(BREAKER, "[request] Data too large", 150 << 20))).isFalse();
    assertThat(lasting(rejection(BREAKER, "[parent] Data too large", 1_024))).isFalse();
  }

  @Test
  void otherRejectionsSayNothingOfTheSearch() {
    assertThat(translated(rejection("es_rejected_execution_exception", "queue full", 0)))
        .isInstanceOf(SearchUnavailableException.class);
  }

  private static boolean lasting(ElasticsearchException rejection) {
    Throwable failure = translated(rejection);
    assertThat(failure).isInstanceOf(QueryTooExpensiveException.class);
    return ((QueryTooExpensiveException) failure).isLasting();
  }

  private static Throwable translated(ElasticsearchException rejection) {
    return ExpensiveRequests.translate(new CompletionException(rejection));
  }

  private static ElasticsearchException rejection(String type, String reason, long limit) {
    ErrorCause root =
        ErrorCause.of(
            cause -> cause.type(type).reason(reason).metadata("bytes_limit", JsonData.of(limit)));
    ErrorCause all =
        ErrorCause.of(
            cause ->
                cause
                    .type("search_phase_execution_exception")
                    .reason("all shards failed")
                    .rootCause(root));
    return new ElasticsearchException(
        "es/search", ErrorResponse.of(response -> response.status(429).error(all)));
  }
}

package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import dev.tidegate.search.SearchUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The typed client, with its answers as futures on the caller's context. */
final class ElasticClient {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final VertxTransport transport;
  private final ElasticsearchAsyncClient typed;

  ElasticClient(Vertx vertx, ElasticSettings settings) {
    this.vertx = vertx;
    this.transport = new VertxTransport(vertx, settings);
    this.typed =
        new ElasticsearchAsyncClient(
            new ElasticsearchTransportBase(
                transport, null, new JacksonJsonpMapper(), NoopInstrumentation.INSTANCE) {});
  }

  /**
   * Asks Elasticsearch.
   *
   * @return fails with {@link SearchUnavailableException} where it can't be reached or is not able
   *     to answer now, with {@link ElasticsearchException} where it refuses
   */
  <T> Future<T> call(Function<ElasticsearchAsyncClient, CompletableFuture<T>> call) {
    return Future.fromCompletionStage(call.apply(typed), vertx.getOrCreateContext())
        .recover(failure -> Future.failedFuture(translate(failure)));
  }

  void close() {
    transport.close();
  }

  private static Throwable translate(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapped when wrapped.getCause() != null ->
          translate(wrapped.getCause());
      case Unreachable unreachable ->
          unavailable("Elasticsearch can't be reached: " + unreachable.getMessage());
      case ElasticsearchException refusal when isPassing(refusal.status()) ->
          unavailable("Elasticsearch can't answer now: " + refusal.getMessage());
      case TransportException odd when isPassing(odd.statusCode()) ->
          unavailable("Elasticsearch can't answer now: HTTP " + odd.statusCode());
      default -> failure;
    };
  }

  private static boolean isPassing(int status) {
    return status == 429 || (status >= 502 && status <= 504);
  }

  private static SearchUnavailableException unavailable(String message) {
    return new SearchUnavailableException(message, RETRY_AFTER);
  }
}

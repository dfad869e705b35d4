package dev.tidegate.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import dev.tidegate.config.ElasticsearchConfig;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The typed client, with its answers as futures on the caller's context. */
final class ElasticClient {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final TransportHttpClient transport;
  private final ElasticsearchAsyncClient typed;

  ElasticClient(Vertx vertx, ElasticsearchConfig config) {
    this(vertx, new VertxTransport(vertx, config));
  }

  /** Over another transport, to compare them. */
  ElasticClient(Vertx vertx, TransportHttpClient transport) {
    this.vertx = vertx;
    this.transport = transport;
    this.typed =
        new ElasticsearchAsyncClient(
            new ElasticsearchTransportBase(
                transport, null, new JacksonJsonpMapper(), NoopInstrumentation.INSTANCE) {});
  }

  /**
   * Calls Elasticsearch.
   *
   * @return fails with {@link SearchUnavailableException} if it is unreachable or overloaded, with
   *     {@link ElasticsearchException} if it rejects the call
   */
  <T> Future<T> call(Function<ElasticsearchAsyncClient, CompletableFuture<T>> call) {
    return attempt(call).recover(failure -> Future.failedFuture(translate(failure)));
  }

  /** Asks Elasticsearch; fails with what the transport or the typed client fails with. */
  <T> Future<T> attempt(Function<ElasticsearchAsyncClient, CompletableFuture<T>> call) {
    return Future.fromCompletionStage(call.apply(typed), vertx.getOrCreateContext());
  }

  Future<Void> close() {
    try {
      if (transport instanceof VertxTransport ours) {
        return ours.shutdown();
      }
      transport.close();
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** Returns the failure as {@link #call} reports it. */
  static Throwable translate(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof CompletionException && cause != null) {
      return translate(cause);
    }
    return switch (failure) {
      case VertxTransport.Unreachable unreachable ->
          unavailable("Elasticsearch does not respond", unreachable);
      case ElasticsearchException refusal when isPassing(refusal.status()) ->
          unavailable(passing(refusal.status()), refusal);
      case TransportException odd when isPassing(odd.statusCode()) ->
          unavailable(passing(odd.statusCode()), odd);
      default -> failure;
    };
  }

  private static String passing(int status) {
    return status == 429 ? "Elasticsearch is overloaded" : "Elasticsearch is not available";
  }

  private static Throwable unavailable(String detail, Throwable failure) {
    return new SearchUnavailableException(
        Credentials.masked("Elasticsearch unavailable: " + failure.getMessage()),
        RETRY_AFTER,
        detail);
  }

  private static boolean isPassing(int status) {
    return status == 429 || (status >= 502 && status <= 504);
  }
}

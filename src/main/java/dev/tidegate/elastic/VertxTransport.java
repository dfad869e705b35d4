package dev.tidegate.elastic;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import dev.tidegate.config.ElasticsearchConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries the typed client's requests over Vert.x. A node that can't be reached is passed over and
 * the request goes to the next one: all that we send may be sent twice. Answers arrive on the
 * context that asked.
 */
final class VertxTransport implements TransportHttpClient {
  private static final int CONNECT_TIMEOUT_MS = 2_000;
  private static final int KEEP_ALIVE_S = 60;
  private static final int STALE_CONNECTIONS = 3;

  /** Maximum number of connections to each node. */
  static final int CONNECTIONS = 16;

  private final HttpClient http;
  private final Nodes nodes;
  private final long timeoutMs;
  private final @Nullable String authorization;

  VertxTransport(Vertx vertx, ElasticsearchConfig config) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setKeepAliveTimeout(KEEP_ALIVE_S)
            .setTcpNoDelay(true);
    String ca = config.caCertificate();
    if (ca != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(ca));
    }
    this.http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.nodes = new Nodes(config.urls(), System::nanoTime);
    this.timeoutMs = config.requestTimeout().toMillis();
    this.authorization = authorization(config);
  }

  @Override
  public CompletableFuture<Response> performRequestAsync(
      String endpointId, @Nullable Node ignored, Request request, TransportOptions options) {
    return attempt(request, options, body(request), new HashSet<>(), "no node")
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** Never: it would block. The typed client's asynchronous half does not come here. */
  @Override
  public Response performRequest(
      String endpointId, @Nullable Node node, Request request, TransportOptions options) {
    throw new UnsupportedOperationException("only asynchronous requests");
  }

  @Override
  public void close() {
    shutdown();
  }

  Future<Void> shutdown() {
    return http.close();
  }

  private Future<Response> attempt(
      Request request,
      TransportOptions options,
      Buffer body,
      Set<ElasticNode> tried,
      String lastFailure) {
    ElasticNode node = nodes.next(tried);
    if (node == null) {
      return Future.failedFuture(new Unreachable(lastFailure));
    }
    tried.add(node);
    return sendOnLiveConnection(node, request, options, body, STALE_CONNECTIONS)
        .transform(
            sent -> {
              if (sent.succeeded() && !(isDown(sent.result()) && tried.size() < nodes.count())) {
                nodes.answered(node);
                return Future.succeededFuture(sent.result());
              }
              if (sent.failed() && sent.cause() instanceof TimeoutException) {
                return Future.failedFuture(
                    new Unreachable("no response from " + node.uri() + " in " + timeoutMs + " ms"));
              }
              nodes.failed(node);
              String failure = sent.failed() ? sent.cause().getMessage() : "not available";
              return attempt(request, options, body, tried, node.uri() + ": " + failure);
            });
  }

  /**
   * Sends a request again if a pooled connection turns out to be closed: this is no failure of the
   * node.
   */
  private Future<Response> sendOnLiveConnection(
      ElasticNode node, Request request, TransportOptions options, Buffer body, int more) {
    return send(node, request, options, body)
        .recover(
            failure ->
                more > 0 && failure instanceof HttpClosedException
                    ? sendOnLiveConnection(node, request, options, body, more - 1)
                    : Future.failedFuture(failure));
  }

  private static boolean isDown(Response response) {
    return response.statusCode() >= 502 && response.statusCode() <= 504;
  }

  private Future<Response> send(
      ElasticNode node, Request request, TransportOptions options, Buffer body) {
    RequestOptions target =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setAbsoluteURI(absolute(node.uri(), request, options))
            .setIdleTimeout(timeoutMs)
            .setConnectTimeout(CONNECT_TIMEOUT_MS);
    request.headers().forEach(target::putHeader);
    options.headers().forEach(header -> target.putHeader(header.getKey(), header.getValue()));
    String credentials = node.authorization() == null ? authorization : node.authorization();
    if (credentials != null) {
      target.putHeader("Authorization", credentials);
    }
    return http.request(target)
        .compose(exchange -> body.length() == 0 ? exchange.send() : exchange.send(body))
        .compose(
            response ->
                response
                    .body()
                    .<Response>map(
                        content ->
                            new Reply(
                                node.uri(),
                                response.statusCode(),
                                response.headers(),
                                content.getBytes())))
        // Called in every case, so that waiting calls do not wait for ever.
        .timeout(timeoutMs + CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  private static String absolute(URI node, Request request, TransportOptions options) {
    String base = node.toString();
    String path = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    String query =
        parameters(request.queryParams())
            + (options.queryParameters().isEmpty()
                ? ""
                : "&" + parameters(options.queryParameters()));
    return path + request.path() + (query.isEmpty() ? "" : "?" + query);
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Buffer body(Request request) {
    Buffer body = Buffer.buffer();
    Iterable<ByteBuffer> parts = request.body();
    if (parts != null) {
      for (ByteBuffer part : parts) {
        body.appendBytes(part.array(), part.arrayOffset() + part.position(), part.remaining());
      }
    }
    return body;
  }

  private static @Nullable String authorization(ElasticsearchConfig config) {
    if (config.apiKey() != null) {
      return "ApiKey " + config.apiKey();
    }
    if (config.username() == null) {
      return null;
    }
    if (config.password() == null) {
      throw new IllegalArgumentException("elasticsearch.username has no elasticsearch.password.");
    }
    return ElasticNode.basic(config.username() + ":" + config.password());
  }

  /** A node's answer, read to its end. */
  private record Reply(URI uri, int statusCode, MultiMap headers, byte[] content)
      implements TransportHttpClient.Response {

    @Override
    public TransportHttpClient.Node node() {
      return new TransportHttpClient.Node(uri);
    }

    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }

    @Override
    public List<String> headers(String name) {
      return headers.getAll(name);
    }

    @Override
    public @Nullable BinaryData body() {
      String type = headers.get("Content-Type");
      return content.length == 0
          ? null
          : BinaryData.of(content, type == null ? "application/octet-stream" : type);
    }

    @Override
    public Object originalResponse() {
      return this;
    }

    @Override
    public void close() {}
  }

  /** No node answered. */
  static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1;

    Unreachable(String message) {
      super(message);
    }
  }
}

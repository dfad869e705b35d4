package dev.tidegate.client;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP server on a free port that records requests and sends one scripted reply for each. */
final class ScriptedServer implements AutoCloseable {
  private static final int MAX_LINE = 192 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Reply> replies = new ArrayDeque<>();
  private final List<Received> received = new ArrayList<>();
  private final Set<Object> connections = new HashSet<>();
  private final URI uri;
  private int unanswered;
  private int mostUnanswered;

  /** A complete request. Header names are in lower case. */
  record Received(String method, String uri, Map<String, String> headers, String body) {

    @Nullable String key() {
      return headers.get("idempotency-key");
    }

    List<String> lines() {
      return body.lines().toList();
    }
  }

  /** Responds to a request, or fails to. */
  @FunctionalInterface
  interface Reply {
    void send(HttpServerRequest request, Received content);
  }

  ScriptedServer() {
    int port =
        vertx
            .createHttpServer(new HttpServerOptions().setMaxInitialLineLength(MAX_LINE))
            .requestHandler(this::receive)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    uri = URI.create("http://127.0.0.1:" + port);
  }

  URI uri() {
    return uri;
  }

  TidegateClient.Builder client() {
    return TidegateClient.builder(uri);
  }

  /** Adds replies. The last one also serves all further requests. */
  synchronized void reply(Reply... added) {
    replies.addAll(List.of(added));
  }

  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns the number of connections that carried a request. */
  synchronized int connections() {
    return connections.size();
  }

  /** Returns the maximum number of requests that waited for a response at the same time. */
  synchronized int mostUnanswered() {
    return mostUnanswered;
  }

  private void receive(HttpServerRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(headers::put);
    arrived(request);
    request.bodyHandler(
        body -> {
          String method = request.method().name();
          Received content = new Received(method, request.uri(), headers, body.toString());
          next(content).send(request, content);
        });
  }

  private synchronized void arrived(HttpServerRequest request) {
    connections.add(request.connection());
    mostUnanswered = Math.max(mostUnanswered, ++unanswered);
    request.response().endHandler(ended -> answered());
  }

  private synchronized void answered() {
    unanswered--;
  }

  private synchronized Reply next(Received content) {
    received.add(content);
    Reply last = replies.size() == 1 ? replies.peek() : replies.poll();
    return last == null ? Replies.status(500, "{}") : last;
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

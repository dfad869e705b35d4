package dev.tidegate.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.function.Function;

/** HTTP proxy in front of a server, which can hold requests back before they reach it. */
public final class MeddlingProxy implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final Function<HttpServerRequest, Future<Void>> gate;
  private final int target;
  private final int port;

  /**
   * Starts a proxy.
   *
   * @param gate completes when a request may pass; its client may have left by then
   */
  public MeddlingProxy(int target, Function<HttpServerRequest, Future<Void>> gate) {
    this.target = target;
    this.gate = gate;
    this.port =
        vertx
            .createHttpServer()
            .requestHandler(this::pass)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  private void pass(HttpServerRequest request) {
    request
        .body()
        .compose(body -> gate.apply(request).map(body))
        .compose(body -> forward(request, body))
        .onFailure(failure -> request.connection().close());
  }

  private Future<Void> forward(HttpServerRequest request, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(target)
            .setMethod(request.method())
            .setURI(request.uri());
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                options.addHeader(name, value);
              }
            });
    return client
        .request(options)
        .compose(sent -> sent.send(body))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        content -> {
                          request.response().setStatusCode(answer.statusCode());
                          answer
                              .headers()
                              .forEach(
                                  (name, value) -> {
                                    if (!name.equalsIgnoreCase("transfer-encoding")
                                        && !name.equalsIgnoreCase("content-length")) {
                                      request.response().putHeader(name, value);
                                    }
                                  });
                          return request.response().end(content);
                        }));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

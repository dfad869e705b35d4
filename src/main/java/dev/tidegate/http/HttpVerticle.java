package dev.tidegate.http;

import dev.tidegate.exchange.AdmissionHandler;
import dev.tidegate.exchange.InvalidRequests;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Listens on one event loop. All instances share the port. */
public final class HttpVerticle extends VerticleBase {
  private final HttpServerOptions options;
  private final Supplier<Future<EventLoopServices>> services;
  private final IntConsumer listening;
  private Handler<Void> onStop = nothing -> {};

  /**
   * @param services makes what the handlers need, on this verticle's context
   * @param listening told the port
   */
  public HttpVerticle(
      String host, int port, Supplier<Future<EventLoopServices>> services, IntConsumer listening) {
    this.services = services;
    this.listening = listening;
    this.options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setMaxInitialLineLength(InvalidRequests.MAX_REQUEST_LINE + 1_024)
            .setMaxHeaderSize(InvalidRequests.MAX_HEADERS)
            .setTcpNoDelay(true);
  }

  @Override
  public Future<?> start() {
    return services
        .get()
        .compose(
            made -> {
              onStop = nothing -> made.stop();
              AdmissionHandler reception = made.reception(vertx);
              return listen(made.entrance(vertx, reception), reception);
            })
        .onSuccess(server -> listening.accept(server.actualPort()));
  }

  private Future<HttpServer> listen(
      Handler<HttpServerRequest> entrance, AdmissionHandler reception) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(reception::connected)
        .requestHandler(entrance)
        .invalidRequestHandler(InvalidRequests::answer)
        .listen();
  }

  @Override
  public Future<?> stop() {
    onStop.handle(null);
    return Future.succeededFuture();
  }
}

package dev.tidegate.http;

import dev.tidegate.exchange.InvalidRequests;
import dev.tidegate.exchange.Reception;
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
  /** A line of 1,000 long ids. */
  public static final int MAX_REQUEST_LINE = 192 << 10;

  public static final int MAX_HEADERS = 32 << 10;

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
            .setMaxInitialLineLength(MAX_REQUEST_LINE + 1_024)
            .setMaxHeaderSize(MAX_HEADERS)
            .setTcpNoDelay(true);
  }

  @Override
  public Future<?> start() {
    return services
        .get()
        .compose(
            made -> {
              onStop = nothing -> made.stop();
              Reception reception = made.reception(vertx);
              return listen(made.entrance(vertx, reception), reception);
            })
        .onSuccess(server -> listening.accept(server.actualPort()));
  }

  private Future<HttpServer> listen(Handler<HttpServerRequest> entrance, Reception reception) {
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

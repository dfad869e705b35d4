package dev.tidegate.http;

import dev.tidegate.config.HttpConfig;
import dev.tidegate.exchange.InvalidRequests;
import dev.tidegate.transport.Channels;
import dev.tidegate.transport.StrictRequestDecoder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** HTTP server of one event loop. All instances share the port. */
public final class HttpVerticle extends VerticleBase {
  private final HttpServerOptions options;
  private final Supplier<Future<Endpoint>> endpoints;
  private final IntConsumer listening;
  private @Nullable Endpoint served;

  /**
   * Creates the server. {@link #start} binds the port.
   *
   * @param endpoints creates the endpoint of this event loop; called on its context
   * @param listening receives the port
   */
  public HttpVerticle(
      HttpConfig config, Supplier<Future<Endpoint>> endpoints, IntConsumer listening) {
    this.endpoints = endpoints;
    this.listening = listening;
    this.options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setHttp2ClearTextEnabled(config.h2c())
            .setMaxInitialLineLength(InvalidRequests.MAX_REQUEST_LINE + 1_024)
            .setMaxHeaderSize(InvalidRequests.MAX_HEADERS)
            // The handshake negotiates extensions. Vert.x would disconnect after a bad offer.
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setTcpNoDelay(true);
  }

  @Override
  public Future<?> start() {
    return endpoints
        .get()
        .compose(
            endpoint -> {
              served = endpoint;
              return listen(endpoint);
            })
        .onSuccess(server -> listening.accept(server.actualPort()));
  }

  private Future<HttpServer> listen(Endpoint endpoint) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(
            connection -> {
              if (!options.isHttp2ClearTextEnabled()) {
                // Where HTTP/2 is possible too, the decoder is in the middle of a request by now.
                StrictRequestDecoder.install(Channels.of(connection), options.getHttp1Config());
              }
              endpoint.admission().connected(connection);
            })
        .requestHandler(endpoint.requests())
        .invalidRequestHandler(InvalidRequests::answer)
        .listen();
  }

  @Override
  public Future<?> stop() {
    Endpoint endpoint = served;
    if (endpoint == null) {
      return Future.succeededFuture();
    }
    endpoint.onStop().run();
    return endpoint.admission().closeAll();
  }
}

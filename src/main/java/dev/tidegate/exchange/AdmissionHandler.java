package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.ops.Health;
import dev.tidegate.transport.Channels;
import dev.tidegate.wire.Problem;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Admission of the connections and requests of one event loop. It rejects those above a limit, but
 * always serves health and metrics. While the gateway stops:
 *
 * <ul>
 *   <li>each response ends its connection
 *   <li>requests on new connections are rejected
 *   <li>requests for live sessions are closed without a response.
 * </ul>
 */
public final class AdmissionHandler {
  /** Time for a client to send the rest of its request. */
  private static final long PATIENCE_MS = 5_000;

  private static final Problem DRAINING =
      Problem.of(
              ErrorCode.DRAINING, "The gateway is stopping. Connect again, to a different gateway.")
          .withRetryAfter(1_000);

  private final Vertx vertx;
  private final Health health;
  private final InFlight inFlight;
  private final OpenChannels open;

  public AdmissionHandler(Vertx vertx, Health health, InFlight inFlight) {
    this.vertx = vertx;
    this.health = health;
    this.inFlight = inFlight;
    this.open = new OpenChannels(vertx);
  }

  /** Registers a new connection. */
  public void connected(HttpConnection connection) {
    ConnectionGuard guard = ConnectionGuard.of(connection);
    if (health.isDraining() && guard.refusal() == null) {
      guard.refuse(DRAINING);
    }
    Channel channel = Channels.of(connection);
    open.add(channel);
    // The close handler of the library is not called for a connection that became a WebSocket.
    channel.closeFuture().addListener(closed -> open.remove(channel));
  }

  /** Closes each connection after its last response, or after a time-out. */
  public Future<Void> closeAll() {
    return open.closeAll();
  }

  /** Admits a request, or rejects it with a response. */
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    ConnectionGuard guard = ConnectionGuard.of(request.connection());
    boolean upgrade = isUpgrade(request);
    boolean stream = isStream(request);
    if ((upgrade || stream) && health.isDraining()) {
      // A response would end the EventSource of a browser for good. Without one, it reconnects.
      context.addEndHandler(ended -> guard.requestEnded(request));
      hangUp(request);
      return;
    }
    Problem refusal = guard.refusal();
    if (refusal != null && !isAlwaysServed(request)) {
      context.addEndHandler(ended -> guard.requestEnded(request));
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      Responses.problem(context, refusal);
    } else if (upgrade) {
      context.addEndHandler(ended -> guard.requestEnded(request));
      context.next();
    } else {
      admit(context, request, guard, !stream);
      context.next();
    }
  }

  /**
   * Passes a request on, and watches its end: the gateway may start to stop before it.
   *
   * @param counted whether the stop waits for the response
   */
  private void admit(
      RoutingContext context, HttpServerRequest request, ConnectionGuard guard, boolean counted) {
    if (counted) {
      inFlight.begin();
    }
    if (request.version() != HttpVersion.HTTP_2) {
      if (health.isDraining()) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      } else {
        request.response().headersEndHandler(head -> announceClose(request));
      }
    }
    context.addEndHandler(
        ended -> {
          guard.requestEnded(request);
          if (counted) {
            inFlight.end();
          }
          if (health.isDraining()) {
            closeBehind(request, !counted);
          }
        });
  }

  private void announceClose(HttpServerRequest request) {
    if (health.isDraining()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private void closeBehind(HttpServerRequest request, boolean stream) {
    if (request.version() == HttpVersion.HTTP_2) {
      // After the end of this response. The other streams must get their responses.
      vertx.runOnContext(nothing -> request.connection().shutdown());
    } else if (!stream && !announcesClose(request)) {
      // The client may already use the connection again. The next response will end it.
    } else if (request.isEnded()) {
      request.connection().close();
    } else {
      // A reset, caused by more input, could make the client lose the response.
      vertx.setTimer(PATIENCE_MS, id -> request.connection().close());
    }
  }

  private static boolean announcesClose(HttpServerRequest request) {
    return request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
  }

  private static void hangUp(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
      request.connection().shutdown();
    } else {
      request.connection().close();
    }
  }

  private static boolean isAlwaysServed(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    return path.startsWith("/health/") || path.equals("/metrics");
  }

  /** A live stream is open until the hub ends its session. */
  private static boolean isStream(HttpServerRequest request) {
    String path = request.path();
    return path != null && path.endsWith("/_live");
  }

  private static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
  }
}

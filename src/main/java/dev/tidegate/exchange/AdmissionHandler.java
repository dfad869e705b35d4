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
 * Receives the connections and requests of one event loop, and rejects those beyond a limit. While
 * the gateway stops, each response ends its connection, requests on new connections are rejected,
 * and a request for a live session is closed without a response. Health and metrics are always
 * answered.
 */
public final class AdmissionHandler {
  /** Time in which a client can still send the rest of its request. */
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

  /** A connection has been handed to HTTP. */
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

  /** Closes all connections behind what was sent to them, and those that do not take it, too. */
  public Future<Void> closeAll() {
    return open.closeAll();
  }

  /** Admits a request, or responds to it. */
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    ConnectionGuard guard = ConnectionGuard.of(request.connection());
    boolean upgrade = isUpgrade(request);
    boolean stream = isStream(request);
    if ((upgrade || stream) && health.isDraining()) {
      // A response would end a browser's EventSource for good. Without one it tries again.
      context.addEndHandler(ended -> guard.requestEnded(request));
      hangUp(request);
      return;
    }
    Problem refusal = guard.refusal();
    if (refusal != null && !isAlwaysAnswered(request)) {
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
   * The gateway may begin to stop at any time until the response has ended.
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
      // Behind the end of this response. Its other streams are to be answered.
      vertx.runOnContext(nothing -> request.connection().shutdown());
    } else if (!stream && !announcesClose(request)) {
      // Its client may already use the connection again. The next response will say so.
    } else if (request.isEnded()) {
      request.connection().close();
    } else {
      // What the client still sends would be met with a reset, which can cost it the response.
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

  private static boolean isAlwaysAnswered(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    return path.startsWith("/health/") || path.equals("/metrics");
  }

  /** A live stream is open until its session ends, which the hub sees to. */
  private static boolean isStream(HttpServerRequest request) {
    String path = request.path();
    return path != null && path.endsWith("/_live");
  }

  private static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
  }
}

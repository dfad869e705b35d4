package dev.tidegate.exchange;

import dev.tidegate.ops.Health;
import dev.tidegate.transport.Channels;
import dev.tidegate.wire.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receives the connections and requests of one event loop: those that are too many, or that come
 * while the gateway stops, are told so. Whoever asks for health and metrics is always answered.
 */
public final class AdmissionHandler {
  /** A refused connection has so long to ask something, and to be told why it is refused. */
  private static final long PATIENCE_MS = 5_000;

  private static final Problem DRAINING =
      Problem.of(
              503, "draining", "This gateway is about to stop", "connect anew, to another gateway")
          .withRetryAfter(1_000);

  private final Vertx vertx;
  private final Health health;
  private final Connections connections;
  private final InFlight inFlight;
  private final Map<HttpConnection, Problem> refused = new HashMap<>();

  public AdmissionHandler(Vertx vertx, Health health, Connections connections, InFlight inFlight) {
    this.vertx = vertx;
    this.health = health;
    this.connections = connections;
    this.inFlight = inFlight;
  }

  /** A connection was made. */
  public void connected(HttpConnection connection) {
    String address = String.valueOf(connection.remoteAddress().hostAddress());
    Problem refusal = health.isDraining() ? DRAINING : connections.admit(address);
    // The library's own handler is not told of the end of a connection that became a WebSocket.
    if (refusal == null) {
      Channels.of(connection).closeFuture().addListener(closed -> connections.release(address));
    } else {
      refused.put(connection, refusal);
      Channels.of(connection).closeFuture().addListener(closed -> refused.remove(connection));
      vertx.setTimer(PATIENCE_MS, id -> connection.close());
    }
  }

  /** A request came in. */
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Problem refusal = refusal(request);
    if (refusal != null || health.isDraining()) {
      request.response().putHeader("connection", "close");
    }
    if (refusal != null) {
      Responses.problem(context, refusal);
    } else if (isUpgrade(request)) {
      context.next();
    } else {
      inFlight.begin();
      context.addEndHandler(ended -> inFlight.end());
      if (health.isDraining()) {
        context.addEndHandler(ended -> request.connection().close());
      }
      context.next();
    }
  }

  private @Nullable Problem refusal(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    if (path.startsWith("/health/") || path.equals("/metrics")) {
      return null;
    }
    Problem refusal = refused.isEmpty() ? null : refused.get(request.connection());
    return refusal == null && health.isDraining() && isUpgrade(request) ? DRAINING : refusal;
  }

  private static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
  }
}

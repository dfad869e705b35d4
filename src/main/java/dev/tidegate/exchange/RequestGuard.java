package dev.tidegate.exchange;

import dev.tidegate.ops.Health;
import dev.tidegate.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.regex.Pattern;

/** First handler of every HTTP request. It rejects requests that the router can't handle. */
public final class RequestGuard implements Handler<HttpServerRequest> {
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

  private static final Pattern CLOSE_IN_LIST =
      Pattern.compile(",\\s*close\\s*(,|$)|^\\s*close\\s*,", Pattern.CASE_INSENSITIVE);

  private final HostPolicy hosts;
  private final CrossOrigin crossOrigin;
  private final Health health;
  private final Handler<HttpServerRequest> router;

  public RequestGuard(
      HostPolicy hosts, CrossOrigin crossOrigin, Health health, Handler<HttpServerRequest> router) {
    this.hosts = hosts;
    this.crossOrigin = crossOrigin;
    this.health = health;
    this.router = router;
  }

  @Override
  public void handle(HttpServerRequest request) {
    ConnectionGuard guard = ConnectionGuard.of(request.connection());
    guard.requestStarted(request);
    HttpServerResponse response = request.response();
    if (response.writeQueueFull()) {
      // The client sends requests without reading the responses.
      request.pause();
      response.drainHandler(
          drained -> {
            response.drainHandler(null);
            serve(request, guard);
          });
    } else {
      serve(request, guard);
    }
  }

  private void serve(HttpServerRequest request, ConnectionGuard guard) {
    String connection = request.getHeader(HttpHeaders.CONNECTION);
    if (connection != null
        && connection.indexOf(',') >= 0
        && CLOSE_IN_LIST.matcher(connection).find()) {
      // The library recognizes "close" only as the whole value.
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    request.response().headers().set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    crossOrigin.addHeaders(request);
    Problem problem = Malformed.problem(request);
    if (problem == null) {
      problem = hosts.problem(request);
    }
    if (problem == null) {
      router.handle(request);
    } else {
      if (health.isDraining() && request.version() != HttpVersion.HTTP_2) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
      Responses.problem(request, problem);
      guard.requestEnded(request);
    }
  }
}

package dev.tidegate.exchange;

import dev.tidegate.ops.Health;
import dev.tidegate.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Where every request comes in that is HTTP: what the router can't be asked about is told here. */
public final class RequestGuard implements Handler<HttpServerRequest> {
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

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
    request.response().headers().set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    crossOrigin.tell(request);
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
    }
  }
}

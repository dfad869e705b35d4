package dev.tidegate.exchange;

import dev.tidegate.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Where every request comes in that is HTTP: what the router can't be asked about is told here. */
public final class RequestGuard implements Handler<HttpServerRequest> {
  private final CrossOrigin crossOrigin;
  private final Handler<HttpServerRequest> router;

  public RequestGuard(CrossOrigin crossOrigin, Handler<HttpServerRequest> router) {
    this.crossOrigin = crossOrigin;
    this.router = router;
  }

  @Override
  public void handle(HttpServerRequest request) {
    crossOrigin.tell(request);
    Problem malformed = Malformed.problem(request);
    if (malformed == null) {
      router.handle(request);
    } else {
      Responses.problem(request, malformed);
    }
  }
}

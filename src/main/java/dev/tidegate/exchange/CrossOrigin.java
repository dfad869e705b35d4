package dev.tidegate.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells browsers what pages of the origins in {@code http.allowed_origins} may do and read. There
 * are no credentials: nothing here depends on cookies.
 */
public final class CrossOrigin {
  private static final String METHODS = "GET, HEAD, PUT, PATCH, POST, DELETE";
  private static final String HEADERS =
      "content-type, if-match, if-none-match, idempotency-key, last-event-id, authorization";
  private static final String EXPOSED = "ETag, Retry-After, Server-Timing, Location";
  private static final String MAX_AGE_S = "3600";

  private static final CharSequence ALLOW_ORIGIN =
      HttpHeaders.createOptimized("access-control-allow-origin");
  private static final CharSequence EXPOSE_HEADERS =
      HttpHeaders.createOptimized("access-control-expose-headers");

  private final OriginPolicy origins;

  public CrossOrigin(OriginPolicy origins) {
    this.origins = origins;
  }

  /** Says in the answer's head, whatever it will be, whether the asking page may read it. */
  void tell(HttpServerRequest request) {
    if (!origins.allowsForeign()) {
      return;
    }
    MultiMap head = request.response().headers();
    // Even where none is given: what a cache keeps of that is no answer for a page that gives one.
    head.set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && origins.lists(origin)) {
      head.set(ALLOW_ORIGIN, origin).set(EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Answers a browser that asks before it sends the request proper. */
  public void preflight(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    if (request.method().equals(HttpMethod.OPTIONS)
        && response.headers().contains(ALLOW_ORIGIN)
        && request.headers().contains("access-control-request-method")) {
      response
          .setStatusCode(204)
          .putHeader("access-control-allow-methods", METHODS)
          .putHeader("access-control-allow-headers", HEADERS)
          .putHeader("access-control-max-age", MAX_AGE_S)
          .end();
    } else {
      context.next();
    }
  }
}

package dev.tidegate.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * CORS headers for pages of the origins in {@code http.allowed_origins}. Credentials are not
 * allowed, because nothing depends on cookies.
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

  /** Adds the headers that let a page read the response. */
  void addHeaders(HttpServerRequest request) {
    if (!origins.allowsForeign()) {
      return;
    }
    MultiMap head = request.response().headers();
    // Also without an Origin: a cache must not use this response for a page with an Origin.
    head.set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && origins.lists(origin)) {
      head.set(ALLOW_ORIGIN, origin).set(EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Responds to a preflight request. */
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

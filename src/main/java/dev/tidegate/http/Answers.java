package dev.tidegate.http;

import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes answers. */
final class Answers {
  private static final CharSequence CONTENT_TYPE =
      io.vertx.core.http.HttpHeaders.createOptimized("content-type");
  private static final CharSequence JSON =
      io.vertx.core.http.HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM =
      io.vertx.core.http.HttpHeaders.createOptimized("application/problem+json");

  private Answers() {}

  static void json(RoutingContext request, int status, byte[] body) {
    request.response().setStatusCode(status).putHeader(CONTENT_TYPE, JSON).end(Buffer.buffer(body));
  }

  static void failure(RoutingContext request, Throwable failure) {
    problem(request, Failures.problem(failure));
  }

  static void problem(RoutingContext request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    Long retryAfter = problem.retryAfterMs();
    if (retryAfter != null) {
      response.putHeader("retry-after", Long.toString(Math.max(1, (retryAfter + 999) / 1_000)));
    }
    response
        .setStatusCode(problem.status())
        .putHeader(CONTENT_TYPE, PROBLEM)
        .end(Buffer.buffer(Json.bytes(problem)));
  }
}

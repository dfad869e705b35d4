package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Responses to requests that are not HTTP or exceed a limit of the parser. */
public final class InvalidRequests {
  /** Maximum request line, in bytes. It has room for 1,000 long ids. */
  public static final int MAX_REQUEST_LINE = 192 << 10;

  /** Maximum head of a request, in bytes. */
  public static final int MAX_HEADERS = 32 << 10;

  private InvalidRequests() {}

  public static void answer(HttpServerRequest request) {
    Problem problem = problem(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("content-type", "application/problem+json")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("connection", "close")
        .end(Buffer.buffer(Json.bytes(problem)))
        .onComplete(done -> request.connection().close());
  }

  private static Problem problem(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          Problem.of(
              ErrorCode.URI_TOO_LONG,
              "Request line too long. The limit is " + (MAX_REQUEST_LINE >> 10) + " KiB.");
      case TooLongHttpHeaderException headers ->
          Problem.of(
              ErrorCode.HEADERS_TOO_LARGE,
              "Request headers too large. The limit is " + (MAX_HEADERS >> 10) + " KiB in total.");
      default ->
          Problem.of(ErrorCode.BAD_REQUEST, "The request is not HTTP/1.1: " + cause.getMessage());
    };
  }
}

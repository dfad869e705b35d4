package dev.tidegate.http;

import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Answers what is not HTTP, or too much of it. */
final class InvalidRequests {
  private InvalidRequests() {}

  static void answer(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        cause instanceof TooLongHttpLineException
            ? Problem.of(414, "uri_too_long", "The request line is too long", "at most 192 KiB")
            : cause instanceof TooLongHttpHeaderException
                ? Problem.of(
                    431, "headers_too_large", "The headers are too large", "at most 32 KiB in all")
                : Problem.of(
                    400, "bad_request", "The request is malformed", "it is not HTTP/1.1: " + cause);
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("content-type", "application/problem+json")
        .putHeader("connection", "close")
        .end(Buffer.buffer(Json.bytes(problem)))
        .onComplete(done -> request.connection().close());
  }
}

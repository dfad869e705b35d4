package dev.tidegate.exchange;

import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body, up to a bound. */
public final class BodyReader {
  private final int maxBytes;

  public BodyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The body; a larger one fails with 413 as soon as that is known, and ends the connection. */
  public Future<byte[]> read(HttpServerRequest request) {
    if (declared(request) > maxBytes) {
      return Future.failedFuture(tooLarge(request));
    }
    Expectation.meet(request);
    Promise<byte[]> done = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= maxBytes) {
            body.appendBuffer(chunk);
          } else if (!done.future().isComplete()) {
            done.fail(tooLarge(request));
          }
        });
    request.endHandler(end -> done.tryComplete(body.getBytes()));
    request.exceptionHandler(done::tryFail);
    request.resume();
    return done.future();
  }

  /** The length that was announced, which the HTTP layer has checked; 0 for none. */
  private static long declared(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private ProblemException tooLarge(HttpServerRequest request) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    return new ProblemException(
        Problem.of(413, "too_large", "The body is too large", "at most " + maxBytes + " bytes"));
  }
}

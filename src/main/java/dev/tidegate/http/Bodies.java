package dev.tidegate.http;

import dev.tidegate.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body, up to a bound. */
final class Bodies {
  private final int maxBytes;

  Bodies(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The body; a larger one fails with 413 as soon as that is known. */
  Future<byte[]> read(HttpServerRequest request) {
    Promise<byte[]> done = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= maxBytes) {
            body.appendBuffer(chunk);
          } else if (!done.future().isComplete()) {
            request.response().putHeader("connection", "close");
            done.fail(tooLarge());
          }
        });
    request.endHandler(end -> done.tryComplete(body.getBytes()));
    request.exceptionHandler(done::tryFail);
    request.resume();
    return done.future();
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(413, "too_large", "The body is too large", "at most " + maxBytes + " bytes"));
  }
}

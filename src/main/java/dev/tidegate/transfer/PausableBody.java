package dev.tidegate.transfer;

import dev.tidegate.exchange.ConnectionGuard;
import dev.tidegate.exchange.Expectation;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Request body that is read only as fast as it is processed. Its time-out does not run while it is
 * paused. Confined to the event loop.
 */
final class PausableBody {
  private final HttpServerRequest request;
  private final ConnectionGuard guard;
  private final Runnable timedOut;
  private boolean paused;
  private boolean ended;

  /**
   * Creates a body that has not been read.
   *
   * @param timedOut called if the client sends too slowly
   */
  PausableBody(HttpServerRequest request, Runnable timedOut) {
    this.request = request;
    this.guard = ConnectionGuard.of(request.connection());
    this.timedOut = timedOut;
  }

  /**
   * Starts to read.
   *
   * @param end called after the last chunk
   * @param failed called if the client disconnects before that
   */
  void read(Handler<Buffer> chunks, Runnable end, Runnable failed) {
    request.exceptionHandler(failure -> failed.run());
    request.handler(chunks);
    request.endHandler(
        nothing -> {
          ended = true;
          guard.bodyEnded();
          end.run();
        });
    Expectation.meet(request);
    guard.bodyExpected(timedOut);
    request.resume();
  }

  /** Returns whether the body was received to its end. */
  boolean isEnded() {
    return ended;
  }

  void pause() {
    if (!paused && !ended) {
      paused = true;
      guard.bodyEnded();
      request.pause();
    }
  }

  void resume() {
    if (paused && !ended) {
      paused = false;
      guard.bodyExpected(timedOut);
      request.resume();
    }
  }

  /** Discards the rest, so that the client can finish and read the response. */
  void discard() {
    guard.discards();
    request.resume();
  }
}

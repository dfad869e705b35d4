package dev.tidegate.exchange;

import dev.tidegate.wire.Bytes;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writer of a response body that is no faster than the client reads. Confined to the event loop of
 * the request.
 */
public final class PacedResponse {
  private static final int SLICE = 32 << 10;

  /** Bytes in one turn of the event loop, so that other connections have their turn. */
  private static final int TURN = 512 << 10;

  private static final long NEXT_TURN_MS = 1;

  private final RoutingContext exchange;
  private final HttpServerResponse response;
  private final ByteBudget.Lease lease;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private byte[] bytes = {};
  private int end;
  private int at;
  private int writtenInTurn;
  private boolean awaitsTurn;
  private boolean closed;
  private @Nullable Future<Void> lastWrite;
  private @Nullable Promise<Void> written;

  /**
   * Creates a writer. The head of the response must not have been written.
   *
   * @param lease of the bytes that wait for the client; closed with the response
   */
  public PacedResponse(RoutingContext exchange, ByteBudget.Lease lease) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.lease = lease;
    exchange.addEndHandler(ended -> closed());
    response.drainHandler(drained -> proceed());
  }

  /**
   * Writes a JSON response. A large one waits for room in the budget.
   *
   * @param bytes approximate size of the body
   * @param body creates the body
   */
  public static void json(
      RoutingContext exchange, ByteBudget budget, long bytes, Supplier<byte[]> body) {
    if (bytes <= ByteBudget.SMALL || exchange.request().method().equals(HttpMethod.HEAD)) {
      Responses.json(exchange, 200, body.get());
      return;
    }
    ByteBudget.Lease lease = budget.lease();
    PacedResponse response = new PacedResponse(exchange, lease);
    lease
        .grow(response.context, bytes)
        .compose(granted -> response.writeWhole(body.get()))
        .onSuccess(written -> response.end())
        .onFailure(failure -> response.failed(failure));
  }

  private Future<Void> writeWhole(byte[] body) {
    if (!closed) {
      response
          .putHeader("content-type", "application/json")
          .putHeader("content-length", Integer.toString(body.length));
    }
    return write(body);
  }

  private void failed(Throwable failure) {
    lease.close();
    if (!closed) {
      Responses.failure(exchange, failure);
    }
  }

  /** Returns whether the response has ended or the client has disconnected. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Writes bytes. The next call must wait for the result.
   *
   * @return completes when the client has read enough; fails if it disconnects
   */
  public Future<Void> write(byte[] next) {
    return write(next, next.length);
  }

  /**
   * Writes bytes, one call at a time. The caller does not change them afterwards.
   *
   * @return completes when the client has read enough for more; fails when it has left
   */
  public Future<Void> write(Bytes next) {
    return write(next.array(), next.length());
  }

  private Future<Void> write(byte[] next, int length) {
    if (closed) {
      return Future.failedFuture(new HttpClosedException("client disconnected"));
    }
    bytes = next;
    end = length;
    at = 0;
    if (fill()) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    written = promise;
    awaitRoom();
    return promise.future();
  }

  /** Ends the response; the lease is closed when everything has been sent. */
  public void end() {
    if (!closed) {
      response.end().onComplete(sent -> lease.close());
    }
  }

  /** Writes until the queue is full or the turn is over; returns whether there is room for more. */
  private boolean fill() {
    while (at < end && hasRoom()) {
      int length = Math.min(SLICE, end - at);
      lastWrite = response.write(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, at, length)));
      at += length;
      writtenInTurn += length;
    }
    return at == end && hasRoom();
  }

  private boolean hasRoom() {
    return writtenInTurn < TURN && !response.writeQueueFull();
  }

  private void proceed() {
    Promise<Void> waiting = written;
    if (waiting == null || closed) {
      return;
    }
    lease.moves();
    if (fill()) {
      bytes = new byte[0];
      end = 0;
      at = 0;
      written = null;
      waiting.complete();
    } else {
      awaitRoom();
    }
  }

  /**
   * Waits for room in the queue. The library does not always report room, but it reports each piece
   * that was sent. The queue still counts that piece, so its length is examined in the next turn.
   */
  private void awaitRoom() {
    if (writtenInTurn >= TURN) {
      awaitTurn();
      return;
    }
    lease.stalled(context, this::cut);
    Future<Void> last = lastWrite;
    if (last != null) {
      lastWrite = null;
      last.onComplete(sent -> context.runOnContext(nothing -> proceed()));
    }
  }

  /** A timer: tasks of the context run before the loop serves other connections. */
  private void awaitTurn() {
    if (!awaitsTurn) {
      awaitsTurn = true;
      exchange
          .vertx()
          .setTimer(
              NEXT_TURN_MS,
              id -> {
                awaitsTurn = false;
                writtenInTurn = 0;
                proceed();
              });
    }
  }

  private void closed() {
    closed = true;
    Promise<Void> waiting = written;
    written = null;
    if (!response.ended()) {
      lease.close();
    }
    if (waiting != null) {
      waiting.fail(new HttpClosedException("client disconnected"));
    }
  }

  private void cut() {
    exchange.request().connection().close();
  }
}

package dev.tidegate.exchange;

import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reader of request bodies up to a limit. All bodies of the gateway share one budget of bytes. A
 * body occupies its share until it has been processed.
 */
public final class BodyReader {
  /** Size of a body up to which waiting for room would save nothing. */
  private static final int TINY = 4 << 10;

  private final int maxBytes;
  private final ByteBudget budget;

  /**
   * Creates a reader.
   *
   * @param maxBytes limit of one body
   */
  public BodyReader(int maxBytes, ByteBudget budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /**
   * Reads the body and processes it.
   *
   * @param use processes the body; its share of the budget is returned with the result
   * @return fails with 413 as soon as the body is known to exceed the limit, with 503 if the budget
   *     has no room for it in time, and with 408 if it arrives too slowly. Each of them ends the
   *     connection. A body that does not match its content coding fails with 400.
   * @throws ProblemException 415 if the content coding is neither gzip nor none
   */
  public <T> Future<T> read(HttpServerRequest request, Function<byte[], Future<T>> use) {
    long declared = declared(request);
    if (declared > maxBytes) {
      return Future.failedFuture(ended(request, tooLarge()));
    }
    boolean gzip = ContentCoding.isGzip(request);
    ByteBudget.Lease lease = budget.lease();
    return new Reading(request, lease, (int) declared, (int) reserve(request, declared))
        .start()
        .map(body -> gzip ? inflated(body, lease) : body)
        .compose(use)
        .onComplete(used -> lease.close());
  }

  private byte[] inflated(byte[] body, ByteBudget.Lease lease) {
    byte[] inflated = ContentCoding.inflate(body, maxBytes, tooLarge());
    // The bytes exist already, so they reduce the room for others.
    lease.force(inflated.length);
    return inflated;
  }

  /** Returns the announced length, which the HTTP layer has checked; 0 if there is none. */
  private static long declared(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  /** Returns the bytes to reserve: the announced length, or a likely maximum. */
  private long reserve(HttpServerRequest request, long declared) {
    boolean unknown =
        request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
            && (request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
    return unknown ? Math.min(ByteBudget.SMALL, maxBytes) : declared;
  }

  /** Ends the connection, because the rest of the body is not read. */
  private static ProblemException ended(HttpServerRequest request, Problem problem) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    return new ProblemException(problem);
  }

  private Problem tooLarge() {
    return Problem.of(
        ErrorCode.TOO_LARGE, "Body too large. The limit is %,d bytes.".formatted(maxBytes));
  }

  /** Reading of one body. */
  private final class Reading {
    private final HttpServerRequest request;
    private final ByteBudget.Lease lease;
    private final ConnectionGuard guard;
    private final Context context = Objects.requireNonNull(Vertx.currentContext());
    private final Promise<byte[]> done = Promise.promise();
    private final int declared;

    /** Its memory is taken only once the budget has room for it. */
    private Buffer body = Buffer.buffer();

    /** Bytes of the lease. */
    private int reserved;

    Reading(HttpServerRequest request, ByteBudget.Lease lease, int declared, int reserved) {
      this.request = request;
      this.lease = lease;
      this.guard = ConnectionGuard.of(request.connection());
      this.reserved = reserved;
      this.declared = declared;
    }

    /** Starts to read. A body of known length waits until there is room for all of it. */
    Future<byte[]> start() {
      done.future().onComplete(read -> guard.bodyEnded());
      request.exceptionHandler(done::tryFail);
      request.handler(this::chunk);
      request.endHandler(end -> done.tryComplete(body.getBytes()));
      if (reserved <= TINY) {
        lease.force(reserved);
        begin();
      } else if (lease.tryGrow(reserved)) {
        begin();
      } else {
        request.pause();
        whenGranted(reserved, this::begin);
      }
      return done.future();
    }

    private void begin() {
      if (done.future().isComplete()) {
        // The client disconnected while the request waited.
        return;
      }
      if (body.length() == 0) {
        body = Buffer.buffer(Math.max(declared, 64));
      }
      guard.bodyExpected(this::timedOut);
      Expectation.meet(request);
      request.resume();
    }

    private void chunk(Buffer chunk) {
      if (done.future().isComplete()) {
        return;
      }
      if (body.length() + chunk.length() > maxBytes) {
        done.tryFail(ended(request, tooLarge()));
        return;
      }
      body.appendBuffer(chunk);
      if (body.length() > reserved) {
        // Reserves up to the limit at once. Bodies that wait with a part of their bytes could block
        // each other.
        int more = maxBytes - reserved;
        reserved = maxBytes;
        if (!lease.tryGrow(more)) {
          request.pause();
          guard.bodyEnded();
          whenGranted(more, this::begin);
        }
      }
    }

    private void whenGranted(long bytes, Runnable next) {
      lease
          .grow(context, bytes)
          .onSuccess(granted -> next.run())
          .onFailure(
              full -> {
                if (!done.future().isComplete()) {
                  done.tryFail(ended(request, budget.overloaded()));
                }
              });
    }

    private void timedOut() {
      if (!done.future().isComplete()) {
        done.tryFail(ended(request, ConnectionGuard.BODY_TIMEOUT));
      }
    }
  }
}

package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.ConnectionGuard;
import dev.tidegate.exchange.ContentCoding;
import dev.tidegate.exchange.Expectation;
import dev.tidegate.exchange.GzipInflater;
import dev.tidegate.exchange.LineSplitter;
import dev.tidegate.exchange.LingeringClose;
import dev.tidegate.exchange.Problems;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.wire.Json;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import dev.tidegate.write.BulkLine;
import dev.tidegate.write.BulkWriter;
import dev.tidegate.write.CommandParser;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bulk: lines in, results out while lines still come. Chunks are worked off in short pieces,
 * between which the event loop serves others. The request is paused while too many bytes wait for
 * the store or the disk, or while there is no room in the budget.
 */
public final class BulkExchange {
  private static final Logger log = LoggerFactory.getLogger(BulkExchange.class);

  /** Invalid lines in a row after which the client is taken for a mistake. */
  private static final int MAX_INVALID = 10_000;

  private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Bytes that may wait for their turn; the request is then paused. */
  private static final int MAX_WAITING = 64 << 10;

  private static final int PIECE_BYTES = 16 << 10;

  private static final byte[] NEWLINE = {'\n'};

  private final BulkParts parts;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ConnectionGuard guard;
  private final CommandParser commands;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private final ByteBudget.Lease lease;
  private final BulkWriter writer;
  private final BulkResults results;
  private final LineSplitter splitter;

  /** What has been received and not been worked on, of the first one from {@code at}. */
  private final Deque<Buffer> chunks = new ArrayDeque<>();

  private int at;

  /** Of a compressed body; a piece of it is inflated when its lines can be taken. */
  private final @Nullable GzipInflater gzip;

  private Buffer piece = Buffer.buffer();
  private int pieceAt;
  private long waiting;
  private long deadline;
  private int invalid;
  private boolean working;
  private boolean granted = true;
  private boolean paused;
  private boolean ended;

  /** Whether all lines have been taken, the last one too. */
  private boolean complete;

  private boolean closing;
  private boolean over;

  /**
   * Creates the exchange of a request.
   *
   * @param line writes the result of one line, with its newline
   * @throws ProblemException 415 if the content coding is neither gzip nor none
   */
  public BulkExchange(
      RoutingContext exchange,
      CommandParser commands,
      BulkParts parts,
      Function<BulkWriter.Outcome, byte[]> line) {
    this.parts = parts;
    this.request = exchange.request();
    this.response = exchange.response();
    this.guard = ConnectionGuard.of(request.connection());
    this.commands = commands;
    this.gzip = ContentCoding.isGzip(request) ? new GzipInflater() : null;
    this.lease = parts.budget().lease();
    this.writer =
        new BulkWriter(parts.store(), outcome -> settled(outcome, line), this::progressedOrAbort);
    this.results =
        new BulkResults(response, context, parts.spools(), this::proceed, this::spoolFailed);
    this.splitter = new LineSplitter(parts.maxLineBytes(), this::line, this::lineTooLong);
    exchange.addEndHandler(done -> over());
  }

  /** Starts to read and to respond. */
  public void start() {
    response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    request.exceptionHandler(failure -> over());
    request.handler(this::received);
    request.endHandler(nothing -> end());
    Expectation.meet(request);
    guard.bodyExpected(this::timedOut);
    request.resume();
  }

  private void received(Buffer next) {
    if (closing || over) {
      return;
    }
    chunks.add(next);
    waiting += next.length();
    if (waiting > MAX_WAITING) {
      pause();
    }
    if (!lease.tryGrow(next.length())) {
      granted = false;
      pause();
      lease.grow(context, next.length()).onSuccess(room -> granted()).onFailure(this::fail);
      return;
    }
    proceed();
  }

  private void granted() {
    granted = true;
    proceed();
  }

  /** Works on what has been received, in its turn, unless something has to be waited for. */
  private void proceed() {
    if (!working && !closing && !over && granted) {
      working = true;
      parts.turns().run(this::work);
    }
  }

  private void work() {
    working = false;
    if (closing || over) {
      return;
    }
    deadline = System.nanoTime() + PIECE_NANOS;
    try {
      while (hasInput() && mayGoOn()) {
        takeLines();
      }
      if (!hasInput() && ended && !closing) {
        if (gzip != null && !gzip.isComplete()) {
          throw GzipInflater.truncated();
        }
        splitter.end();
        complete = true;
      }
      writer.flush();
    } catch (ProblemException failure) {
      fail(failure);
      return;
    } catch (RuntimeException failure) {
      abort(failure);
      return;
    }
    if (closing || over) {
      return;
    }
    returnBytes();
    if (!hasInput()) {
      finishIfDone();
      resume();
    } else {
      pause();
      if (!isBlocked()) {
        proceed();
      }
    }
  }

  /** Whether some of what has been received was not taken. */
  private boolean hasInput() {
    return !chunks.isEmpty() || pieceAt < piece.length();
  }

  private void takeLines() {
    if (gzip != null) {
      takeInflated(gzip);
      return;
    }
    Buffer chunk = chunks.getFirst();
    int before = at;
    at = splitter.add(chunk, at, this::mayGoOn);
    waiting -= at - before;
    if (at == chunk.length() && !chunks.isEmpty()) {
      chunks.remove();
      at = 0;
    }
  }

  /** Takes the lines of a piece, or inflates the next one. */
  private void takeInflated(GzipInflater body) {
    if (pieceAt < piece.length()) {
      pieceAt = splitter.add(piece, pieceAt, this::mayGoOn);
      return;
    }
    byte[] next = new byte[PIECE_BYTES];
    int length = body.inflate(next);
    if (length > 0) {
      piece = Buffer.buffer(length).appendBytes(next, 0, length);
      pieceAt = 0;
    } else if (at == 0) {
      Buffer chunk = chunks.getFirst();
      body.add(chunk.getBytes());
      at = chunk.length();
    } else {
      waiting -= at;
      chunks.remove();
      at = 0;
    }
  }

  private boolean isBlocked() {
    return writer.isFull() || results.isFull() || invalid >= MAX_INVALID;
  }

  private boolean mayGoOn() {
    return !closing && !over && !isBlocked() && System.nanoTime() < deadline;
  }

  /**
   * Whatever is wrong with a line is wrong with it alone: it gets its result, and others follow.
   */
  private void line(byte[] line) {
    if (closing) {
      return;
    }
    WriteCommand command;
    try {
      command = commands.of(BulkLine.parse(line));
    } catch (RuntimeException failure) {
      refuse(BulkLine.readableId(line), failure);
      return;
    }
    writer.write(command);
  }

  private void lineTooLong() {
    refuse(
        "",
        new ProblemException(
            Problem.of(
                ErrorCode.TOO_LARGE,
                "Line too large. The limit is %,d bytes.".formatted(parts.maxLineBytes()))));
  }

  private void refuse(String id, RuntimeException reason) {
    writer.refuse(id, reason);
    invalid++;
  }

  private void settled(BulkWriter.Outcome outcome, Function<BulkWriter.Outcome, byte[]> line) {
    if (closing || over) {
      return;
    }
    if (outcome.result() instanceof WriteResult.Written) {
      invalid = 0;
    }
    results.add(line.apply(outcome));
  }

  private void progressedOrAbort() {
    try {
      progressed();
    } catch (RuntimeException failure) {
      abort(failure);
    }
  }

  private void progressed() {
    if (closing || over) {
      return;
    }
    results.move();
    if (invalid >= MAX_INVALID && writer.isEmpty()) {
      fail(tooManyErrors());
      return;
    }
    returnBytes();
    if (!hasInput()) {
      finishIfDone();
    } else if (!isBlocked()) {
      proceed();
    }
  }

  private static ProblemException tooManyErrors() {
    return new ProblemException(
        Problem.of(
            ErrorCode.TOO_MANY_ERRORS,
            "%,d invalid lines without an accepted one. Send one JSON object per line."
                .formatted(MAX_INVALID)));
  }

  /** The lease covers what is in memory: chunks, a partial line, and commands. */
  private void returnBytes() {
    lease.shrinkTo(waiting + piece.length() + writer.bytes() + splitter.bytes());
  }

  private void end() {
    ended = true;
    guard.bodyEnded();
    proceed();
  }

  private void finishIfDone() {
    if (complete && writer.isEmpty() && !closing && !over) {
      closing = true;
      results.end(response::end);
    }
  }

  private void timedOut() {
    fail(new ProblemException(ConnectionGuard.BODY_TIMEOUT));
  }

  private void spoolFailed(Throwable failure) {
    if (!(failure instanceof ProblemException)) {
      log.error("Bulk results not spooled cause={}", failure.toString());
    }
    fail(failure);
  }

  /** Ends the response with an error line after the results so far, and the connection. */
  private void fail(Throwable failure) {
    if (closing || over) {
      return;
    }
    closing = true;
    chunks.clear();
    lease.close();
    Problem problem = Problems.problem(failure);
    results.add(Json.bytes(Map.of("error", problem)));
    results.add(NEWLINE);
    guard.discards();
    request.resume();
    results.end(() -> response.end().onComplete(sent -> LingeringClose.close(request)));
  }

  /** A response that can't be completed must not look as if it were. */
  private void abort(RuntimeException failure) {
    log.error("Bulk request closing", failure);
    closing = true;
    over();
    response.reset();
  }

  private void over() {
    if (!over && gzip != null) {
      gzip.close();
    }
    over = true;
    chunks.clear();
    lease.close();
    results.close();
  }

  private void pause() {
    if (!paused && !ended) {
      paused = true;
      guard.bodyEnded();
      request.pause();
    }
  }

  private void resume() {
    if (paused && !ended) {
      paused = false;
      guard.bodyExpected(this::timedOut);
      request.resume();
    }
  }
}

package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.ConnectionGuard;
import dev.tidegate.exchange.ContentCoding;
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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bulk request and its response. Results are sent while lines still arrive. Lines are taken in
 * short turns, between which the event loop serves other requests. The request is paused while too
 * many bytes wait for the store or the disk, or while the budget is exhausted.
 */
public final class BulkExchange {
  private static final Logger log = LoggerFactory.getLogger(BulkExchange.class);

  /** Consecutive invalid lines after which the request fails. */
  private static final int MAX_INVALID = 10_000;

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Received bytes above which the request is paused. */
  private static final int MAX_WAITING = 64 << 10;

  private static final byte[] NEWLINE = {'\n'};

  private final BulkParts parts;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final PausableBody body;
  private final CommandParser parser;
  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private final ByteBudget.Lease lease;
  private final LineInput input;
  private final BulkWriter writer;
  private final BulkResults results;

  private long deadline;
  private int invalid;

  /** True while a turn is scheduled. */
  private boolean working;

  /** True while the budget covers the received bytes. */
  private boolean granted = true;

  /** True after the last line has been taken. */
  private boolean complete;

  /** True after the exchange has started to end the response. */
  private boolean closing;

  private boolean over;

  /**
   * Creates the exchange of a request.
   *
   * @param line encodes the result of one line, with its newline
   * @throws ProblemException 415 if the content coding is neither gzip nor none
   */
  public BulkExchange(
      RoutingContext exchange,
      CommandParser parser,
      BulkParts parts,
      Function<BulkWriter.Outcome, byte[]> line) {
    this.parts = parts;
    this.request = exchange.request();
    this.response = exchange.response();
    this.body = new PausableBody(request, this::timedOut);
    this.parser = parser;
    this.input =
        new LineInput(
            ContentCoding.isGzip(request),
            new LineSplitter(parts.maxLineBytes(), this::line, this::lineTooLong));
    this.lease = parts.budget().lease();
    this.writer =
        new BulkWriter(parts.writes(), outcome -> settled(outcome, line), this::progressedOrAbort);
    this.results =
        new BulkResults(response, context, parts.spools(), this::proceed, this::spoolFailed);
    exchange.addEndHandler(done -> over());
  }

  /** Starts to read and to respond. */
  public void start() {
    response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    body.read(this::received, this::proceed, this::over);
  }

  private void received(Buffer next) {
    if (closing || over) {
      return;
    }
    input.add(next);
    if (input.waiting() > MAX_WAITING) {
      body.pause();
    }
    if (!lease.tryGrow(next.length())) {
      granted = false;
      body.pause();
      lease.grow(context, next.length()).onSuccess(room -> granted()).onFailure(this::fail);
      return;
    }
    proceed();
  }

  private void granted() {
    granted = true;
    proceed();
  }

  /** Schedules a turn, unless the budget is exhausted. */
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
    deadline = System.nanoTime() + TURN_NANOS;
    try {
      input.take(this::mayContinue);
      if (input.isEmpty() && body.isEnded() && !closing) {
        input.end();
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
    if (input.isEmpty()) {
      finishIfDone();
      body.resume();
    } else {
      body.pause();
      if (!isBlocked()) {
        proceed();
      }
    }
  }

  private boolean isBlocked() {
    return writer.isFull() || results.isFull() || invalid >= MAX_INVALID;
  }

  private boolean mayContinue() {
    return !closing && !over && !isBlocked() && System.nanoTime() < deadline;
  }

  /** Writes a line. An invalid line has a result like any other, and does not affect others. */
  private void line(byte[] line) {
    if (closing) {
      return;
    }
    WriteCommand command;
    try {
      command = parser.line(BulkLine.parse(line));
    } catch (RuntimeException failure) {
      reject(BulkLine.readableId(line), failure);
      return;
    }
    writer.write(command);
  }

  private void lineTooLong() {
    reject(
        "",
        new ProblemException(
            Problem.of(
                ErrorCode.TOO_LARGE,
                "Line too large. The limit is %,d bytes.".formatted(parts.maxLineBytes()))));
  }

  private void reject(String id, RuntimeException reason) {
    writer.reject(id, reason);
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
    if (input.isEmpty()) {
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

  /** Shrinks the lease to the bytes in memory: those of the input and of the commands. */
  private void returnBytes() {
    lease.shrinkTo(input.bytes() + writer.bytes());
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

  /** Ends the response with an error line after the results so far, then the connection. */
  private void fail(Throwable failure) {
    if (closing || over) {
      return;
    }
    closing = true;
    input.clear();
    lease.close();
    Problem problem = Problems.problem(failure);
    results.add(Json.bytes(Map.of("error", problem)));
    results.add(NEWLINE);
    body.discard();
    results.end(() -> response.end().onComplete(sent -> LingeringClose.close(request)));
  }

  /** Resets the response: an incomplete one must not look complete. */
  private void abort(RuntimeException failure) {
    log.error("Bulk request aborted", failure);
    closing = true;
    over();
    response.reset();
  }

  private void over() {
    if (!over) {
      over = true;
      input.close();
    }
    lease.close();
    results.close();
  }
}

package dev.tidegate.http;

import dev.tidegate.exchange.Expectation;
import dev.tidegate.exchange.LineSplitter;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.Problem;
import dev.tidegate.wire.ProblemException;
import dev.tidegate.write.BulkLine;
import dev.tidegate.write.BulkWriter;
import dev.tidegate.write.CommandParser;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.WriteCommand;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bulk under way: lines in, results out while lines still come. The request is paused while too
 * many results are due or the client does not take them.
 */
final class BulkExchange {
  private static final Logger log = LoggerFactory.getLogger(BulkExchange.class);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final CommandParser commands;
  private final BulkWriter writer;
  private final LineSplitter splitter;
  private Bytes answers = new Bytes(4_096);
  private boolean paused;
  private boolean ended;
  private boolean aborted;

  BulkExchange(RoutingContext exchange, CommandParser commands, DocumentStore store, int maxLine) {
    this.request = exchange.request();
    this.response = exchange.response();
    this.commands = commands;
    this.writer =
        new BulkWriter(
            store, outcome -> answers.add(WriteResponses.line(outcome)), this::progressedOrAbort);
    this.splitter =
        new LineSplitter(maxLine, this::line, () -> writer.refuse("", tooLarge(maxLine)));
  }

  void start() {
    response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    response.exceptionHandler(failure -> aborted = true);
    response.drainHandler(nothing -> resumeIfPossible());
    request.exceptionHandler(failure -> aborted = true);
    request.handler(this::chunk);
    request.endHandler(nothing -> end());
    Expectation.meet(request);
    request.resume();
  }

  private void chunk(Buffer chunk) {
    try {
      splitter.add(chunk);
      writer.flush();
    } catch (RuntimeException failure) {
      abort(failure);
      return;
    }
    if (writer.isFull() || response.writeQueueFull()) {
      paused = true;
      request.pause();
    }
  }

  /**
   * Whatever is wrong with a line is wrong with it alone: it gets its result, and others follow.
   */
  private void line(byte[] line) {
    WriteCommand command;
    try {
      command = commands.of(BulkLine.parse(line));
    } catch (RuntimeException failure) {
      writer.refuse(BulkLine.readableId(line), failure);
      return;
    }
    writer.write(command);
  }

  private void end() {
    if (aborted) {
      return;
    }
    try {
      splitter.end();
      ended = true;
      writer.flush();
    } catch (RuntimeException failure) {
      abort(failure);
      return;
    }
    progressed();
  }

  /** An answer that can't be completed must not look as if it were. */
  private void abort(RuntimeException failure) {
    aborted = true;
    log.error("a bulk failed unexpectedly", failure);
    request.handler(nothing -> {});
    response.reset();
  }

  private static ProblemException tooLarge(int maxLine) {
    return new ProblemException(
        Problem.of(413, "too_large", "A line is too large", "at most " + maxLine + " bytes"));
  }

  private void progressedOrAbort() {
    try {
      progressed();
    } catch (RuntimeException failure) {
      abort(failure);
    }
  }

  private void progressed() {
    if (aborted) {
      return;
    }
    if (answers.length() > 0) {
      response.write(Buffer.buffer(answers.toArray()));
      answers = new Bytes(4_096);
    }
    if (ended && writer.isEmpty() && !response.ended()) {
      response.end();
    } else {
      resumeIfPossible();
    }
  }

  private void resumeIfPossible() {
    if (paused && !writer.isFull() && !response.writeQueueFull()) {
      paused = false;
      request.resume();
    }
  }
}

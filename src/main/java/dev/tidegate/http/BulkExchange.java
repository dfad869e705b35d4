package dev.tidegate.http;

import dev.tidegate.model.InvalidInputException;
import dev.tidegate.wire.Bytes;
import dev.tidegate.write.BulkLine;
import dev.tidegate.write.BulkWriter;
import dev.tidegate.write.Commands;
import dev.tidegate.write.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * One bulk under way: lines in, results out while lines still come. The request is paused while too
 * many results are due or the client does not take them.
 */
final class BulkExchange {
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Commands commands;
  private final BulkWriter writer;
  private final LineSplitter splitter;
  private Bytes answers = new Bytes(4_096);
  private boolean paused;
  private boolean ended;
  private boolean refused;
  private boolean aborted;

  BulkExchange(RoutingContext exchange, Commands commands, DocumentStore store, int maxLine) {
    this.request = exchange.request();
    this.response = exchange.response();
    this.commands = commands;
    this.writer =
        new BulkWriter(store, outcome -> answers.add(WriteAnswers.line(outcome)), this::progressed);
    this.splitter = new LineSplitter(maxLine, this::line);
  }

  void start() {
    response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    response.exceptionHandler(failure -> aborted = true);
    response.drainHandler(nothing -> resumeIfPossible());
    request.exceptionHandler(failure -> aborted = true);
    request.handler(this::chunk);
    request.endHandler(
        nothing -> {
          splitter.end();
          ended = true;
          writer.flush();
          progressed();
        });
    Expectation.meet(request);
    request.resume();
  }

  private void chunk(Buffer chunk) {
    try {
      splitter.add(chunk);
    } catch (ProblemException tooLarge) {
      refuseRest(tooLarge);
      return;
    }
    writer.flush();
    if (writer.isFull() || response.writeQueueFull()) {
      paused = true;
      request.pause();
    }
  }

  private void line(byte[] line) {
    String id = "";
    try {
      BulkLine parsed = BulkLine.parse(line);
      id = parsed.id();
      writer.write(commands.of(parsed));
    } catch (InvalidInputException invalid) {
      writer.refuse(id, invalid);
    }
  }

  /** Where a line has no end in sight, nothing after it can be understood. */
  private void refuseRest(ProblemException reason) {
    request.handler(nothing -> {});
    request.endHandler(nothing -> {});
    if (!response.headWritten()) {
      response.putHeader("connection", "close");
    }
    writer.refuse("", reason);
    refused = true;
    ended = true;
    writer.flush();
    progressed();
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
      end();
    } else {
      resumeIfPossible();
    }
  }

  private void end() {
    Future<Void> sent = response.end();
    if (refused) {
      sent.onComplete(done -> Lingering.close(request));
    }
  }

  private void resumeIfPossible() {
    if (paused && !writer.isFull() && !response.writeQueueFull()) {
      paused = false;
      request.resume();
    }
  }
}

package dev.tidegate.http;

import dev.tidegate.exchange.Problems;
import dev.tidegate.exchange.Responses;
import dev.tidegate.index.Difference;
import dev.tidegate.index.Verification;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Response of a verification: one line for each difference, then a summary. */
final class VerifyExchange {
  private final RoutingContext request;
  private final HttpServerResponse response;
  private boolean aborted;
  private @Nullable Promise<Void> waiting;

  VerifyExchange(RoutingContext request) {
    this.request = request;
    this.response = request.response();
  }

  void start(Verification verification) {
    request.addEndHandler(ended -> disconnected());
    verification
        .run(this::write)
        .map(
            summary -> {
              end(summary);
              return summary;
            })
        .onFailure(this::failed);
  }

  private Future<Void> write(List<Difference> differences) {
    if (aborted) {
      return Future.failedFuture(new HttpClosedException("client disconnected"));
    }
    begin();
    if (differences.isEmpty()) {
      return Future.succeededFuture();
    }
    Bytes lines = new Bytes(128 * differences.size());
    differences.forEach(difference -> lines.add(line(difference)).add('\n'));
    response.write(Buffer.buffer(lines.toArray()));
    if (!response.writeQueueFull()) {
      return Future.succeededFuture();
    }
    Promise<Void> drained = Promise.promise();
    waiting = drained;
    response.drainHandler(nothing -> drained.tryComplete());
    return drained.future();
  }

  private void disconnected() {
    aborted = true;
    Promise<Void> drained = waiting;
    if (drained != null) {
      drained.tryFail(new HttpClosedException("client disconnected"));
    }
  }

  /** Starts the response with its first line, so that an earlier failure has its own status. */
  private void begin() {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    }
  }

  private static byte[] line(Difference difference) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", difference.id());
    line.put("kind", difference.kind().label());
    line.put("rev", difference.rev());
    line.put("index_rev", difference.indexRev());
    return Json.bytes(line);
  }

  private void end(Verification.Summary summary) {
    Map<String, Object> sum = new LinkedHashMap<>();
    sum.put("documents", summary.documents());
    sum.put("differences", summary.differences());
    sum.put("waiting", summary.waiting());
    sum.put("refused", summary.refused());
    sum.put("repaired", summary.repaired());
    sum.put("reindexed", summary.reindexed());
    lastLine(Map.of("summary", sum));
  }

  private void failed(Throwable failure) {
    if (response.headWritten()) {
      lastLine(Map.of("error", Problems.problem(failure)));
    } else {
      response.setChunked(false);
      Responses.failure(request, failure);
    }
  }

  private void lastLine(Object line) {
    if (!aborted) {
      begin();
      response.end(Buffer.buffer(Json.bytes(line)).appendString("\n"));
    }
  }
}

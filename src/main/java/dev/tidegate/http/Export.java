package dev.tidegate.http;

import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export under way: a page of ids, their documents, and on when the client has taken them. It
 * begins to answer once it has read the first of them: a failure until then has a status of its
 * own.
 */
final class Export {
  private static final Logger log = LoggerFactory.getLogger(Export.class);
  private static final int PAGE = 250;

  private final RoutingContext request;
  private final HttpServerResponse response;
  private final Collection collection;
  private final CollectionScan scan;
  private final DocumentReader reader;
  private int shard;
  private String after = "";
  private boolean aborted;

  Export(
      RoutingContext request, Collection collection, CollectionScan scan, DocumentReader reader) {
    this.request = request;
    this.response = request.response();
    this.collection = collection;
    this.scan = scan;
    this.reader = reader;
  }

  void start(Position position) {
    response.exceptionHandler(failure -> aborted = true);
    response.closeHandler(nothing -> aborted = true);
    next("{\"position\":\"" + position + "\"}\n");
  }

  /**
   * @param head to be written before what is read
   */
  private void next(String head) {
    if (aborted) {
      return;
    }
    if (shard == scan.shards()) {
      response.end();
      return;
    }
    // Composed and mapped, so that an exception, too, ends the export visibly.
    Future.succeededFuture()
        .compose(nothing -> scan.ids(collection, shard, after, PAGE))
        .compose(ids -> reader.read(collection, ids).onSuccess(states -> advance(ids)))
        .map(
            states -> {
              write(head, states);
              return states;
            })
        .onFailure(this::failed);
  }

  private void failed(Throwable failure) {
    if (response.headWritten()) {
      log.warn("an export of {} broke off: {}", collection, Credentials.reason(failure));
    }
    Responses.failure(request, failure);
  }

  private void advance(List<String> ids) {
    if (ids.size() < PAGE) {
      shard++;
      after = "";
    } else {
      after = ids.getLast();
    }
  }

  private void write(String head, List<DocumentState> states) {
    Bytes lines = new Bytes(256 * states.size() + 256).add(head);
    for (DocumentState state : states) {
      if (state.exists()) {
        DocumentJson.document(lines, collection, state, collection.allFields());
        lines.add('\n');
      }
    }
    if (aborted) {
      return;
    }
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("content-type", "application/x-ndjson");
    }
    if (lines.length() > 0) {
      response.write(Buffer.buffer(lines.toArray()));
    }
    if (response.writeQueueFull()) {
      response.drainHandler(
          nothing -> {
            response.drainHandler(null);
            next("");
          });
    } else {
      next("");
    }
  }
}

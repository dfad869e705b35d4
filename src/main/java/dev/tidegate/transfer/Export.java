package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PacedResponse;
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
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One export: a page of ids, their documents in slices, and the next page when the client has read
 * them. The response starts when the first documents have been read: a failure until then has a
 * status of its own.
 */
public final class Export {
  private static final Logger log = LoggerFactory.getLogger(Export.class);
  private static final int PAGE = 250;

  private final RoutingContext exchange;
  private final Collection collection;
  private final CollectionScan scan;
  private final SlicedRead slices;
  private final ByteBudget.Lease lease;
  private final PacedResponse response;
  private int shard;
  private String after = "";

  public Export(
      RoutingContext exchange,
      Collection collection,
      CollectionScan scan,
      DocumentReader reader,
      ByteBudget budget) {
    this.exchange = exchange;
    this.collection = collection;
    this.scan = scan;
    this.lease = budget.lease();
    this.slices = new SlicedRead(reader, collection, lease);
    this.response = new PacedResponse(exchange, lease);
  }

  /**
   * Starts to read and to respond.
   *
   * @param position from which the log completes the export
   */
  public void start(Position position) {
    page("{\"position\":\"" + position + "\"}\n");
  }

  /**
   * Writes the next page, then the one after it.
   *
   * @param head text before the first document
   */
  private void page(String head) {
    if (response.isClosed()) {
      lease.close();
    } else if (shard == scan.shards()) {
      response.end();
    } else {
      // Composed and mapped, so that an exception ends the export visibly as well.
      Future.succeededFuture()
          .compose(nothing -> scan.ids(collection, shard, after, PAGE))
          .compose(
              ids -> {
                advance(ids);
                return documents(head, ids);
              })
          .compose(
              written -> {
                page("");
                return Future.succeededFuture();
              })
          .onFailure(this::failed);
    }
  }

  private Future<Void> documents(String head, List<String> ids) {
    if (ids.isEmpty()) {
      return head.isEmpty() ? Future.succeededFuture() : write(new Bytes(256).add(head));
    }
    return slices
        .next(ids)
        .compose(
            states ->
                write(lines(head, states))
                    .compose(
                        written ->
                            states.size() == ids.size()
                                ? Future.succeededFuture()
                                : documents("", ids.subList(states.size(), ids.size()))));
  }

  private void failed(Throwable failure) {
    lease.close();
    if (!response.isClosed()) {
      if (exchange.response().headWritten()) {
        log.warn(
            "Export ended early collection={} cause={}", collection, Credentials.reason(failure));
      }
      Responses.failure(exchange, failure);
    }
  }

  private void advance(List<String> ids) {
    if (ids.size() < PAGE) {
      shard++;
      after = "";
    } else {
      after = ids.getLast();
    }
  }

  private Bytes lines(String head, List<DocumentState> states) {
    Bytes lines = new Bytes(256 * states.size() + 256).add(head);
    for (DocumentState state : states) {
      if (state.exists()) {
        DocumentJson.document(lines, collection, state, collection.allFields());
        lines.add('\n');
      }
    }
    return lines;
  }

  private Future<Void> write(Bytes lines) {
    if (!exchange.response().headWritten()) {
      exchange.response().setChunked(true).putHeader("content-type", "application/x-ndjson");
    }
    return response.write(lines);
  }
}

package dev.tidegate.http;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PacedResponse;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.search.SearchPage;
import dev.tidegate.wire.Bytes;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * Response to a search. A short one is sent as a whole; a longer one is streamed as the client
 * reads it.
 */
final class SearchResponse {
  private static final int PIECE = 64 << 10;

  private final RoutingContext exchange;
  private final Collection collection;
  private final SearchPage page;
  private final FieldSet projection;
  private final ByteBudget.Lease lease;
  private final PacedResponse response;
  private Bytes piece;
  private int next;

  /**
   * Creates a response.
   *
   * @param lease of the documents of the page; closed with the response
   */
  SearchResponse(
      RoutingContext exchange,
      Collection collection,
      SearchPage page,
      FieldSet projection,
      ByteBudget.Lease lease) {
    this.exchange = exchange;
    this.collection = collection;
    this.page = page;
    this.projection = projection;
    this.lease = lease;
    this.response = new PacedResponse(exchange, lease);
    this.piece = new Bytes(1_024 + Math.min(PIECE, 512 * page.hits().size()));
  }

  void start() {
    SearchJson.start(piece, page);
    step();
  }

  /** Continues; an exception ends the response, too. */
  private void step() {
    try {
      writeOn();
    } catch (RuntimeException failure) {
      lease.close();
      Responses.failure(exchange, failure);
    }
  }

  private void writeOn() {
    while (next < page.hits().size()) {
      if (response.isClosed()) {
        lease.close();
        return;
      }
      piece.add(next == 0 ? "" : ",");
      SearchJson.hit(piece, collection, page.hits().get(next), projection);
      next++;
      if (piece.length() >= PIECE && next < page.hits().size()) {
        Future<Void> written = write();
        if (!written.succeeded()) {
          written.onSuccess(done -> step()).onFailure(gone -> lease.close());
          return;
        }
      }
    }
    SearchJson.end(piece, collection, page);
    if (exchange.response().headWritten() || piece.length() > PIECE) {
      write().onSuccess(done -> response.end()).onFailure(gone -> lease.close());
    } else {
      lease.close();
      Responses.json(exchange, 200, piece.toArray());
    }
  }

  private Future<Void> write() {
    if (!exchange.response().headWritten()) {
      exchange.response().setChunked(true).putHeader("content-type", "application/json");
    }
    Bytes full = piece;
    piece = new Bytes(1_024);
    return response.write(full);
  }
}

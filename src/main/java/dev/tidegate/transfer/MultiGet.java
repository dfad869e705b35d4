package dev.tidegate.transfer;

import dev.tidegate.exchange.ByteBudget;
import dev.tidegate.exchange.PacedResponse;
import dev.tidegate.exchange.Responses;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.wire.Bytes;
import dev.tidegate.wire.DocumentJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Response to one request for documents by their ids. A short one is sent as a whole; a longer one
 * is streamed as the client reads it.
 */
public final class MultiGet {
  private static final int PIECE = 64 << 10;

  private final RoutingContext exchange;
  private final Collection collection;
  private final FieldSet fields;
  private final List<String> ids;
  private final ByteBudget.Lease lease;
  private final SlicedRead slices;
  private final PacedResponse response;
  private final Bytes missing = new Bytes(64).add("],\"missing\":[");
  private Bytes piece = new Bytes(1_024).add("{\"docs\":[");
  private boolean anyDocument;
  private boolean anyMissing;
  private int next;

  /**
   * Creates a response.
   *
   * @param ids distinct
   */
  public MultiGet(
      RoutingContext exchange,
      Collection collection,
      DocumentReader reader,
      List<String> ids,
      FieldSet fields,
      ByteBudget budget) {
    this.exchange = exchange;
    this.collection = collection;
    this.fields = fields;
    this.ids = ids;
    this.lease = budget.lease();
    this.slices = new SlicedRead(reader, collection, lease);
    this.response = new PacedResponse(exchange, lease);
  }

  /** Starts to read and to respond. */
  public void start() {
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      exchange.response().putHeader("content-type", "application/json").end();
      lease.close();
      return;
    }
    step();
  }

  /** Continues; an exception ends the response as well. */
  private void step() {
    try {
      writeOn();
    } catch (RuntimeException failure) {
      failed(failure);
    }
  }

  /** Writes until a read or the client must be awaited. */
  private void writeOn() {
    while (!response.isClosed()) {
      if (next == ids.size()) {
        end();
        return;
      }
      Future<Void> slice = slices.next(ids.subList(next, ids.size())).compose(this::write);
      if (!slice.isComplete()) {
        slice.onSuccess(written -> step()).onFailure(this::failed);
        return;
      }
      if (slice.failed()) {
        failed(slice.cause());
        return;
      }
    }
    lease.close();
  }

  private Future<Void> write(List<DocumentState> states) {
    return write(states, 0);
  }

  private Future<Void> write(List<DocumentState> states, int from) {
    for (int i = from; i < states.size(); i++) {
      add(states.get(i));
      next++;
      if (piece.length() >= PIECE) {
        int rest = i + 1;
        return flush().compose(written -> write(states, rest));
      }
    }
    return Future.succeededFuture();
  }

  private void add(DocumentState state) {
    if (state.exists()) {
      if (anyDocument) {
        piece.add(',');
      }
      anyDocument = true;
      DocumentJson.document(piece, collection, state, fields);
    } else {
      if (anyMissing) {
        missing.add(',');
      }
      anyMissing = true;
      missing.add('"').add(state.key().id()).add('"');
    }
  }

  private Future<Void> flush() {
    if (!exchange.response().headWritten()) {
      exchange.response().setChunked(true).putHeader("content-type", "application/json");
    }
    Bytes full = piece;
    piece = new Bytes(1_024);
    return response.write(full);
  }

  private void end() {
    piece.add(missing.toArray()).add("]}");
    if (exchange.response().headWritten()) {
      response.write(piece).onSuccess(written -> response.end()).onFailure(this::failed);
    } else {
      lease.close();
      Responses.json(exchange, 200, piece.toArray());
    }
  }

  private void failed(Throwable failure) {
    lease.close();
    if (!response.isClosed()) {
      Responses.failure(exchange, failure);
    }
  }
}

package dev.tidegate.read;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Limit of the documents that one context reads from the store at once. A document can have a
 * megabyte, and its size is unknown before it arrives. Reads above the limit wait for their turn.
 * Long reads are split into parts. Confined to its context.
 */
public final class BoundedReads implements DocumentReader {
  private static final int PART = 16;
  private static final int MAX_AT_ONCE = 32;
  private static final int MAX_WAITING = 8_192;

  private final DocumentReader store;
  private final Deque<Part> waiting = new ArrayDeque<>();
  private int underWay;

  private record Part(
      Collection collection, List<String> ids, Promise<List<DocumentState>> result) {}

  public BoundedReads(DocumentReader store) {
    this.store = store;
  }

  @Override
  public Future<Long> latest() {
    return store.latest();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Also fails with {@link StoreUnavailableException} if too many reads wait.
   */
  @Override
  public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    if (ids.size() <= PART) {
      return part(collection, ids);
    }
    List<Future<List<DocumentState>>> parts = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += PART) {
      parts.add(part(collection, ids.subList(from, Math.min(ids.size(), from + PART))));
    }
    return Future.all(parts)
        .map(
            all -> {
              DocumentState[] states = new DocumentState[ids.size()];
              int at = 0;
              for (Future<List<DocumentState>> part : parts) {
                for (DocumentState state : part.result()) {
                  states[at++] = state;
                }
              }
              return Arrays.asList(states);
            });
  }

  private Future<List<DocumentState>> part(Collection collection, List<String> ids) {
    if (underWay == 0 || (waiting.isEmpty() && underWay + ids.size() <= MAX_AT_ONCE)) {
      return send(collection, ids);
    }
    if (waiting.size() >= MAX_WAITING) {
      return Future.failedFuture(
          new StoreUnavailableException(
              "Limit of waiting reads reached (%,d).".formatted(MAX_WAITING)));
    }
    Part part = new Part(collection, ids, Promise.promise());
    waiting.add(part);
    return part.result().future();
  }

  private Future<List<DocumentState>> send(Collection collection, List<String> ids) {
    underWay += ids.size();
    // Composed, so that an exception ends the read as well.
    return Future.succeededFuture()
        .compose(nothing -> store.read(collection, ids))
        .onComplete(
            done -> {
              underWay -= ids.size();
              sendWaiting();
            });
  }

  private void sendWaiting() {
    while (!waiting.isEmpty()
        && (underWay == 0 || underWay + waiting.getFirst().ids().size() <= MAX_AT_ONCE)) {
      Part next = waiting.remove();
      send(next.collection(), next.ids()).onComplete(next.result());
    }
  }
}

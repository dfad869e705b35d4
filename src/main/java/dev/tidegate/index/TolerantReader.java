package dev.tidegate.index;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Credentials;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.OutcomeUnknownException;
import dev.tidegate.model.StoreUnavailableException;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reader that reports documents which can't be read, instead of failing for all of its reading. */
final class TolerantReader {
  private final DocumentReader documents;
  private final BiConsumer<String, String> unreadable;

  /**
   * Creates a reader.
   *
   * @param unreadable receives the id of each unreadable document, and the reason
   */
  TolerantReader(DocumentReader documents, BiConsumer<String, String> unreadable) {
    this.documents = documents;
    this.unreadable = unreadable;
  }

  /** Returns the other documents, in order; fails where the store does not answer. */
  Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    return Future.succeededFuture()
        .compose(v -> documents.read(collection, ids))
        .recover(failure -> divide(collection, ids, failure));
  }

  private Future<List<DocumentState>> divide(
      Collection collection, List<String> ids, Throwable failure) {
    if (failure instanceof StoreUnavailableException
        || failure instanceof OutcomeUnknownException) {
      return Future.failedFuture(failure);
    }
    if (ids.size() == 1) {
      unreadable.accept(ids.getFirst(), "can't be read: " + Credentials.reason(failure));
      return Future.succeededFuture(List.of());
    }
    int half = ids.size() / 2;
    return read(collection, ids.subList(0, half))
        .compose(
            first ->
                read(collection, ids.subList(half, ids.size()))
                    .map(
                        second -> {
                          List<DocumentState> both = new ArrayList<>(first);
                          both.addAll(second);
                          return both;
                        }));
  }
}

package dev.tidegate.read;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Future;
import java.util.List;

/** Port that reads the current state of documents. */
public interface DocumentReader {

  /**
   * Returns the states of documents, in the order of the ids, including absent documents. They
   * include every write that was confirmed before the call.
   *
   * @param ids valid ids; a repeated id has repeated states
   * @return fails with {@link dev.tidegate.model.StoreUnavailableException} while the store is
   *     unavailable
   */
  Future<List<DocumentState>> read(Collection collection, List<String> ids);

  /**
   * Returns a reader whose results include every change up to a revision, made on any gateway. If
   * the store has not reached the revision, they include every change that it has.
   */
  default DocumentReader atLeast(long rev) {
    return this;
  }

  /** Returns the latest revision of the store. */
  Future<Long> latest();

  /** Returns the state of one document. */
  default Future<DocumentState> read(Collection collection, String id) {
    return read(collection, List.of(id)).map(List::getFirst);
  }
}

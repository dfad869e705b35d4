package dev.tidegate.read;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Future;
import java.util.List;

/** Reads the current state of documents. */
public interface DocumentReader {

  /**
   * The states of these documents, in the order asked, absent ones included. Whatever write was
   * answered before the call is in them.
   *
   * @param ids valid ids; repeated ones are answered repeatedly
   * @return fails with {@link dev.tidegate.model.StoreUnavailableException} while the store can't
   *     be asked
   */
  Future<List<DocumentState>> read(Collection collection, List<String> ids);

  /**
   * The same reader, with every change up to this revision in its answers, through whichever
   * gateway it was made; where the store has not got there, with all that it has.
   */
  default DocumentReader atLeast(long rev) {
    return this;
  }

  /** The greatest revision that the store has drawn. */
  Future<Long> latest();

  /** The state of one document. */
  default Future<DocumentState> read(Collection collection, String id) {
    return read(collection, List.of(id)).map(List::getFirst);
  }
}

package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Future;
import java.util.List;

/** Keeps the index. Writing a state again, or an older one later, does no harm. */
public interface DocumentIndex {

  /** A document as it was read from the store. */
  record Write(Collection collection, DocumentState document) {}

  /** What became of one write. */
  sealed interface Outcome {
    /** The index holds this state or a later one. */
    record Done() implements Outcome {}

    /** The index could not take it now. */
    record Retry(String reason) implements Outcome {}

    /** The index will never take this state. */
    record Refused(String reason) implements Outcome {}
  }

  /** The collections that have no index in the shape their schema asks for. */
  Future<List<Collection>> missing();

  /** Creates the collection's index, empty, and searches it from now on. */
  Future<Void> create(Collection collection);

  /**
   * Writes the states that exist and removes the others.
   *
   * @return the outcomes in the order of {@code writes}; fails with {@link
   *     SearchUnavailableException} where nothing can be said of any
   */
  Future<List<Outcome>> write(List<Write> writes);
}

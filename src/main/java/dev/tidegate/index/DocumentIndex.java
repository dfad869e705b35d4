package dev.tidegate.index;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the index. Writing a state again, or an older one later, does no harm. */
public interface DocumentIndex {

  /**
   * A document as it was read from the store.
   *
   * @param building an index being built that gets it too; {@code null} for none
   */
  record Write(Collection collection, DocumentState document, @Nullable String building) {}

  /** What became of one write. */
  sealed interface Outcome {
    /** The index holds this state or a later one. */
    record Done() implements Outcome {}

    /** The index could not take it now. */
    record Retry(String reason) implements Outcome {}

    /** The index will never take this state. */
    record Refused(String reason) implements Outcome {}
  }

  /** How the index that a collection is searched in suits its schema. */
  enum Fitness {
    CURRENT,
    /** It was made for another schema. */
    OUTDATED,
    /** There is none. */
    MISSING,
    /** What stands in its place is not of this gateway's making, or was changed by others. */
    CONFLICTING
  }

  /**
   * A collection's index as it was found last.
   *
   * @param name {@code null} where there is none
   * @param epoch of the store that it was built from; empty where that is not known
   * @param conflict what is wrong with it, and with which field; {@code null} if nothing
   */
  record Found(Fitness fitness, @Nullable String name, String epoch, @Nullable String conflict) {}

  /**
   * Looks which indices there are. Searches and writes go by what was seen last.
   *
   * @return by collection
   */
  Future<Map<String, Found>> examine();

  /** What {@link #examine} saw last; {@code null} before. */
  @Nullable Found found(Collection collection);

  /** The name under which the collection is searched. */
  String alias(Collection collection);

  /** Whether an index of this name is one for the collection's present schema. */
  boolean isCurrent(Collection collection, String index);

  /**
   * Writes the states that exist and removes the others.
   *
   * @return the outcomes in the order of {@code writes}, that of the index being built where there
   *     is one; fails with {@link SearchUnavailableException} where nothing can be said of any
   */
  Future<List<Outcome>> write(List<Write> writes);
}

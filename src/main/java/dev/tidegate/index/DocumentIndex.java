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

  /** Outcome of one write. */
  sealed interface Outcome {
    /** The index holds this state or a later one. */
    record Done() implements Outcome {}

    /** The index could not take it now. */
    record Retry(String reason) implements Outcome {}

    /** The index will never take this state. */
    record Refused(String reason) implements Outcome {}
  }

  /** Fitness of the searched index for the schema of its collection. */
  enum Fitness {
    CURRENT,
    /** It was made for another schema. */
    OUTDATED,
    /** There is none. */
    MISSING,
    /** Another program created or changed the index. */
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

  /** Returns the last result of {@link #examine}; {@code null} before the first. */
  @Nullable Found found(Collection collection);

  /** The name under which the collection is searched. */
  String alias(Collection collection);

  /** Returns whether the name is that of an index for the current schema of the collection. */
  boolean isCurrent(Collection collection, String index);

  /**
   * Writes the states that exist and removes the others.
   *
   * @return the outcomes in the order of {@code writes}, those of the index under construction if
   *     there is one; fails with {@link SearchUnavailableException} if all outcomes are unknown
   */
  Future<List<Outcome>> write(List<Write> writes);
}

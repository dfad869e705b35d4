package dev.tidegate.index;

import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Makes new indices. Every call may be repeated. All fail with {@link SearchUnavailableException}
 * where the index's servers can't answer now, with {@link IndexRefusedException} where they will
 * not do it.
 */
public interface IndexBuilder {

  /** A name for a new index that fits the collection's present schema. */
  String nameOf(Collection collection, String id);

  /**
   * Creates it, empty, unless it is there. Nothing is searched through it before {@link #open} or
   * {@link #swap}.
   *
   * @param epoch of the store whose documents it gets
   * @param searched whether it is going to be searched at once
   */
  Future<Void> create(Collection collection, String index, String epoch, boolean searched);

  Future<Boolean> exists(String index);

  /** Writes documents into one index; outcomes are in the order of {@code documents}. */
  Future<List<Outcome>> fill(Collection collection, String index, List<DocumentState> documents);

  /** Searches this index from now on, if nothing is searched yet. */
  Future<Void> open(Collection collection, String index);

  /**
   * Searches this index alone where several are searched, of which an earlier build may have left
   * one: documents would be found twice until the rebuild ends.
   */
  Future<Void> narrow(Collection collection, String index);

  /** Makes all that was written findable, and searches this index and no other from now on. */
  Future<Void> swap(Collection collection, String index);

  /** The collection's indices that are neither searched nor have to be. */
  Future<Set<String>> leftOver(Collection collection);

  Future<Void> delete(String index);
}

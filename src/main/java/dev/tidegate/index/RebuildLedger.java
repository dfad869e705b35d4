package dev.tidegate.index;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Shared record of the rebuilds of a store. One gateway at a time has the right to rebuild. */
public interface RebuildLedger {

  /**
   * Takes or renews the right to rebuild, which one gateway at a time has. It expires {@link
   * Indexer#LEASE} later.
   */
  Future<Boolean> lead();

  /** Gives up the right, if this gateway has it. */
  Future<Void> resign();

  /** The identity of the store's content; empty for a store that has none yet. */
  Future<String> epoch();

  /** The collection's last rebuild; {@code null} if there was none. */
  Future<@Nullable RebuildState> last(Collection collection);

  /** Begins a rebuild, unless one is under way: then {@code false}. */
  Future<Boolean> begin(Collection collection, RebuildState state);

  /** Notes how far it is; {@code false} if another gateway leads now or it is not the last one. */
  Future<Boolean> save(Collection collection, RebuildState state);
}

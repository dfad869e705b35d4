package dev.tidegate.index;

import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Shards;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the index is kept in order with, all of one context.
 *
 * @param queues one for each shard, in order
 * @param documents the store itself, not a cache
 */
public record IndexTools(
    Vertx vertx,
    InstantSource clock,
    Catalog catalog,
    Shards shards,
    List<DirtyQueue> queues,
    DeadLetters deadLetters,
    CollectionScan scan,
    DocumentReader documents,
    DocumentIndex index,
    IndexBuilder builder,
    RebuildLedger ledger) {

  public IndexTools {
    queues = List.copyOf(queues);
  }

  /**
   * Deletes the collection's indices that nobody needs. They are listed before it is asked who
   * needs them: the name of a new index is noted before it is created.
   */
  Future<Void> deleteLeftOver(Collection collection) {
    return builder
        .leftOver(collection)
        .compose(
            names ->
                names.isEmpty()
                    ? Future.succeededFuture()
                    : inWork()
                        .compose(
                            kept ->
                                Future.all(
                                        names.stream()
                                            .filter(name -> !kept.contains(name))
                                            .map(builder::delete)
                                            .toList())
                                    .mapEmpty()));
  }

  private Future<Set<String>> inWork() {
    List<Future<RebuildState>> states = new ArrayList<>();
    for (Collection collection : catalog.collections()) {
      states.add(ledger.last(collection));
    }
    return Future.all(states)
        .map(
            all -> {
              Set<String> names = new HashSet<>();
              for (RebuildState state : all.<RebuildState>list()) {
                if (state != null && state.phase().isActive()) {
                  names.add(state.index());
                }
              }
              return names;
            });
  }
}

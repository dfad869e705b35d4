package dev.tidegate.index;

import dev.tidegate.loop.EventLoop;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Shards;
import dev.tidegate.read.CollectionScan;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports that maintain the index, all of one event loop. */
public record IndexTools(
    EventLoop loop,
    InstantSource clock,
    Catalog catalog,
    Shards shards,
    IndexStore store,
    DocumentIndex index,
    IndexBuilder builder) {

  List<DirtyQueue> queues() {
    return store.queues();
  }

  DeadLetters deadLetters() {
    return store.deadLetters();
  }

  CollectionScan scan() {
    return store.scan();
  }

  DocumentReader documents() {
    return store.documents();
  }

  RebuildLedger ledger() {
    return store.ledger();
  }

  /**
   * Deletes the collection's indices that nobody needs. The name of a new index is noted before it
   * is created, and one that was being built is searched before its note goes: what is idle both
   * before and after the notes were read, and not among them, is needed by nobody.
   */
  Future<Void> deleteLeftOver(Collection collection) {
    return builder
        .leftOver(collection)
        .compose(
            before ->
                before.isEmpty()
                    ? Future.succeededFuture()
                    : inWork()
                        .compose(
                            kept ->
                                builder
                                    .leftOver(collection)
                                    .compose(after -> delete(before, kept, after))));
  }

  private Future<Void> delete(Set<String> before, Set<String> kept, Set<String> after) {
    return Future.all(
            after.stream()
                .filter(name -> before.contains(name) && !kept.contains(name))
                .map(builder::delete)
                .toList())
        .mapEmpty();
  }

  private Future<Set<String>> inWork() {
    List<Future<RebuildState>> states = new ArrayList<>();
    for (Collection collection : catalog.collections()) {
      states.add(ledger().last(collection));
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

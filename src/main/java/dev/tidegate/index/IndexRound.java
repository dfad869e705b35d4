package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Entry;
import dev.tidegate.index.DirtyQueue.Seen;
import dev.tidegate.index.DirtyQueue.Taken;
import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.index.DocumentIndex.Write;
import dev.tidegate.model.Catalog;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass: take the oldest entries of some shards, read, write, and settle what became of them.
 */
final class IndexRound {
  /**
   * What a round did.
   *
   * @param full whether a shard had as much as was asked for, so that more may wait
   * @param retried why documents were left for another round; empty if none
   * @param building the indices that get every change too
   * @param foreign whether one of them is for a schema that this gateway does not have
   */
  record Result(
      int documents,
      long bytes,
      boolean full,
      String retried,
      Map<String, String> building,
      boolean foreign) {}

  /**
   * @param clock of the shard when it was taken
   */
  private record Task(DirtyQueue queue, DocumentKey key, long clock) {

    /**
     * @param state {@code null} where it was not read
     */
    Seen seen(@Nullable DocumentState state) {
      return state == null
          ? new Seen(key, clock, false)
          : new Seen(key, Math.max(clock, state.rev()), state.exists());
    }
  }

  private final Catalog catalog;
  private final DocumentReader documents;
  private final DocumentIndex index;
  private final long maxBytes;
  private final Map<String, String> builtBefore;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<String, String> building = new HashMap<>();
  private final Map<DocumentKey, DocumentState> states = new HashMap<>();
  private final Map<DocumentKey, Outcome> outcomes = new HashMap<>();
  private boolean full;
  private boolean foreign;
  private long bytes;

  /**
   * @param maxBytes of field values sent to the index at once, but for a document larger than that
   * @param builtBefore the indices that were being built in the round before
   */
  IndexRound(
      Catalog catalog,
      DocumentReader documents,
      DocumentIndex index,
      long maxBytes,
      Map<String, String> builtBefore) {
    this.builtBefore = builtBefore;
    this.catalog = catalog;
    this.documents = documents;
    this.index = index;
    this.maxBytes = maxBytes;
  }

  Future<Result> run(List<DirtyQueue> queues, int limit) {
    return take(queues, limit)
        .compose(v -> lookAround())
        .compose(v -> read())
        .compose(this::write)
        .compose(v -> settle());
  }

  private Future<Void> take(List<DirtyQueue> queues, int limit) {
    int each = Math.max(1, limit / Math.max(1, queues.size()));
    List<Future<Void>> takes = new ArrayList<>();
    for (DirtyQueue queue : queues) {
      takes.add(
          queue
              .take(each)
              .map(
                  taken -> {
                    add(queue, taken);
                    // Indices are announced to one shard after the other: a document more for one
                    // that is new harms nothing.
                    building.putAll(taken.building());
                    full |= taken.entries().size() == each;
                    return null;
                  }));
    }
    return Future.all(takes).mapEmpty();
  }

  private void add(DirtyQueue queue, Taken taken) {
    for (Entry entry : taken.entries()) {
      tasks.add(new Task(queue, entry.key(), taken.clock()));
    }
  }

  /** An index that is built no more is the one that is searched now, or gone. */
  private Future<Void> lookAround() {
    return building.equals(builtBefore) ? Future.succeededFuture() : index.examine().mapEmpty();
  }

  private Future<List<Write>> read() {
    Map<Collection, List<String>> ids = new LinkedHashMap<>();
    for (Task each : tasks) {
      DocumentKey key = each.key();
      Collection collection = catalog.get(key.collection());
      if (collection == null) {
        outcomes.put(key, new Outcome.Refused("no collection of that name is configured"));
      } else if (isForeign(collection)) {
        foreign = true;
        outcomes.put(key, new Outcome.Retry("an index for another schema is being built"));
      } else {
        ids.computeIfAbsent(collection, c -> new ArrayList<>()).add(key.id());
      }
    }
    List<Write> writes = new ArrayList<>(tasks.size());
    List<Future<Void>> reads = new ArrayList<>();
    ids.forEach(
        (collection, wanted) ->
            reads.add(
                documents
                    .read(collection, wanted)
                    .map(
                        states -> {
                          states.forEach(state -> writes.add(write(collection, state)));
                          return null;
                        })));
    return Future.all(reads).map(v -> writes);
  }

  private boolean isForeign(Collection collection) {
    String other = building.get(collection.name());
    return other != null && !index.isCurrent(collection, other);
  }

  private Write write(Collection collection, DocumentState state) {
    states.put(state.key(), state);
    return new Write(collection, state, building.get(collection.name()));
  }

  /** One slice after the other, each within the bound of bytes. */
  private Future<Void> write(List<Write> writes) {
    if (writes.isEmpty()) {
      return Future.succeededFuture();
    }
    long sliceBytes = 0;
    int end = 0;
    do {
      sliceBytes += size(writes.get(end++).document());
    } while (end < writes.size() && sliceBytes + size(writes.get(end).document()) <= maxBytes);
    bytes += sliceBytes;
    List<Write> slice = writes.subList(0, end);
    List<Write> rest = writes.subList(end, writes.size());
    return index
        .write(slice)
        .compose(
            written -> {
              for (int i = 0; i < slice.size(); i++) {
                outcomes.put(slice.get(i).document().key(), written.get(i));
              }
              return write(rest);
            });
  }

  private Future<Result> settle() {
    QueueAck settlement = new QueueAck();
    for (Task each : tasks) {
      DocumentState state = states.get(each.key());
      settlement.add(each.queue(), each.seen(state), outcomes.get(each.key()));
    }
    return settlement
        .apply()
        .map(
            v ->
                new Result(
                    settlement.done(), bytes, full, settlement.retried(), building, foreign));
  }

  private static int size(DocumentState document) {
    Values values = document.values();
    return values == null ? 0 : values.size();
  }
}

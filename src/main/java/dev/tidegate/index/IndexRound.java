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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pass: take the oldest entries of some shards, read, write, and settle what became of them.
 */
final class IndexRound {
  /**
   * Result of a round.
   *
   * @param full whether a shard had the requested number of documents, so that more may wait
   * @param retried reason why documents remain for the next round; empty if none
   * @param building indices under construction that receive every change, too
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
   * A document to index.
   *
   * @param clock of the shard when the document was taken
   */
  private record Task(DirtyQueue queue, DocumentKey key, long clock) {

    /**
     * Returns the document as seen.
     *
     * @param state {@code null} if it was not read
     */
    Seen seen(@Nullable SeenState state) {
      return state == null
          ? new Seen(key, clock, false)
          : new Seen(key, Math.max(clock, state.rev()), state.exists());
    }
  }

  private record Wanted(Collection collection, String id) {}

  /** Revision of a document that was read, without its values. */
  private record SeenState(long rev, boolean exists) {}

  private final Catalog catalog;
  private final DocumentReader documents;
  private final DocumentIndex index;
  private final long maxBytes;
  private final BatchSize size;
  private final Map<String, String> builtBefore;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<String, String> building = new HashMap<>();
  private final Map<DocumentKey, SeenState> seen = new HashMap<>();
  private final Map<DocumentKey, Outcome> outcomes = new HashMap<>();
  private boolean full;
  private boolean foreign;
  private long bytes;

  /**
   * Creates a round.
   *
   * @param maxBytes limit on the field values in memory, apart from the documents of one read
   * @param size number of documents to read at once
   * @param builtBefore indices that were under construction in the previous round
   */
  IndexRound(
      Catalog catalog,
      DocumentReader documents,
      DocumentIndex index,
      long maxBytes,
      BatchSize size,
      Map<String, String> builtBefore) {
    this.builtBefore = builtBefore;
    this.catalog = catalog;
    this.documents = documents;
    this.index = index;
    this.maxBytes = maxBytes;
    this.size = size;
  }

  Future<Result> run(List<DirtyQueue> queues, int limit) {
    return take(queues, limit)
        .compose(v -> lookAround())
        .compose(v -> work(wanted(), new ArrayList<>(), 0))
        // What was written counts, although the rest was not.
        .recover(failure -> settle().compose(v -> Future.failedFuture(failure)))
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

  /** Sorts out what can't be written now, and leaves the rest to be read. */
  private Deque<Wanted> wanted() {
    Deque<Wanted> wanted = new ArrayDeque<>();
    for (Task each : tasks) {
      DocumentKey key = each.key();
      Collection collection = catalog.get(key.collection());
      if (collection == null) {
        outcomes.put(key, new Outcome.Refused("the collection is not configured"));
      } else if (isForeign(collection)) {
        foreign = true;
        outcomes.put(
            key, new Outcome.Retry("an index for a different schema is under construction"));
      } else {
        wanted.add(new Wanted(collection, key.id()));
      }
    }
    return wanted;
  }

  private boolean isForeign(Collection collection) {
    String other = building.get(collection.name());
    return other != null && !index.isCurrent(collection, other);
  }

  /**
   * Reads and writes by turns, so that neither the memory for documents nor a request to the index
   * depends on how many there are: a few at a time are read until there are enough to write.
   */
  private Future<Void> work(Deque<Wanted> wanted, List<Write> read, long readBytes) {
    if (readBytes >= maxBytes || (wanted.isEmpty() && !read.isEmpty())) {
      return write(read).compose(v -> work(wanted, new ArrayList<>(), 0));
    }
    if (wanted.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Wanted> next = new ArrayList<>();
    int count = size.documents();
    while (next.size() < count && !wanted.isEmpty()) {
      next.add(wanted.remove());
    }
    return read(next)
        .compose(
            states -> {
              long added = states.stream().mapToLong(IndexRound::size).sum();
              size.seen(states.size(), added);
              bytes += added;
              states.forEach(state -> read.add(write(state)));
              return work(wanted, read, readBytes + added);
            });
  }

  private Future<List<DocumentState>> read(List<Wanted> wanted) {
    Map<Collection, List<String>> ids = new LinkedHashMap<>();
    wanted.forEach(
        each -> ids.computeIfAbsent(each.collection(), c -> new ArrayList<>()).add(each.id()));
    List<DocumentState> found = new ArrayList<>(wanted.size());
    List<Future<Void>> reads = new ArrayList<>();
    ids.forEach(
        (collection, some) ->
            reads.add(
                read(collection, some)
                    .map(
                        states -> {
                          found.addAll(states);
                          return null;
                        })));
    return Future.all(reads).map(v -> found);
  }

  /** One that can't be read is put aside, instead of all that are read with it. */
  private Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    return new TolerantReader(
            documents,
            (id, reason) ->
                outcomes.put(new DocumentKey(collection.name(), id), new Outcome.Refused(reason)))
        .read(collection, ids);
  }

  private Write write(DocumentState state) {
    DocumentKey key = state.key();
    seen.put(key, new SeenState(state.rev(), state.exists()));
    Collection collection = Objects.requireNonNull(catalog.get(key.collection()));
    return new Write(collection, state, building.get(key.collection()));
  }

  private Future<Void> write(List<Write> writes) {
    return index
        .write(writes)
        .map(
            written -> {
              for (int i = 0; i < writes.size(); i++) {
                outcomes.put(writes.get(i).document().key(), written.get(i));
              }
              return null;
            });
  }

  private Future<Result> settle() {
    QueueAck settlement = new QueueAck();
    for (Task each : tasks) {
      settlement.add(each.queue(), each.seen(seen.get(each.key())), outcomes.get(each.key()));
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

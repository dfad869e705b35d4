package dev.tidegate.index;

import dev.tidegate.index.DocumentIndex.Outcome;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.SearchUnavailableException;
import dev.tidegate.model.Values;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Writes a collection's documents, as the store has them, into one index: page by page. */
final class IndexBackfill {
  private static final int PAGE_DOCUMENTS = 500;
  private static final int PAGE_BYTES = 1024 * 1024;

  /**
   * Progress of the backfill.
   *
   * @param done documents so far
   * @param after the last id done in this shard; empty before the first
   */
  record Progress(int shard, String after, long done) {}

  private final IndexTools tools;
  private final Collection collection;
  private final String index;
  private final BooleanSupplier cancelled;
  private final BatchSize batch = new BatchSize(PAGE_DOCUMENTS, PAGE_BYTES);

  IndexBackfill(IndexTools tools, Collection collection, String index, BooleanSupplier cancelled) {
    this.tools = tools;
    this.collection = collection;
    this.index = index;
    this.cancelled = cancelled;
  }

  /**
   * Continues from a place to the end.
   *
   * @param listener called after each page; the next page waits for its result
   */
  Future<Void> run(int shard, String after, long done, Function<Progress, Future<Void>> listener) {
    Promise<Void> end = Promise.promise();
    next(new Progress(shard, after, done), listener, end);
    return end.future();
  }

  /** A loop, not a chain of futures, which would grow with the collection. */
  private void next(Progress from, Function<Progress, Future<Void>> listener, Promise<Void> end) {
    if (cancelled.getAsBoolean()) {
      end.fail(new Rebuild.SupersededException());
    } else if (from.shard() == tools.scan().shards()) {
      end.complete();
    } else {
      page(from)
          .compose(to -> listener.apply(to).map(to))
          .onFailure(end::fail)
          .onSuccess(to -> tools.loop().execute(() -> next(to, listener, end)));
    }
  }

  private Future<Progress> page(Progress from) {
    int limit = batch.documents();
    return tools
        .scan()
        .ids(collection, from.shard(), from.after(), limit)
        .compose(ids -> read(from.shard(), ids).map(v -> after(from, ids, limit)));
  }

  private Future<Void> read(int shard, List<String> ids) {
    List<DocumentKey> unreadable = new ArrayList<>();
    return new TolerantReader(
            tools.documents(),
            (id, reason) -> unreadable.add(new DocumentKey(collection.name(), id)))
        .read(collection, ids)
        .compose(states -> write(shard, states))
        .compose(v -> tools.queues().get(shard).mark(unreadable));
  }

  private static Progress after(Progress from, List<String> ids, int limit) {
    long done = from.done() + ids.size();
    return ids.size() < limit
        ? new Progress(from.shard() + 1, "", done)
        : new Progress(from.shard(), ids.getLast(), done);
  }

  private Future<Void> write(int shard, List<DocumentState> states) {
    List<DocumentState> existing = states.stream().filter(DocumentState::exists).toList();
    if (existing.isEmpty()) {
      return Future.succeededFuture();
    }
    batch.seen(existing.size(), existing.stream().mapToLong(IndexBackfill::size).sum());
    return tools
        .builder()
        .fill(collection, index, existing)
        .compose(outcomes -> settle(shard, existing, outcomes));
  }

  /** Puts rejected documents into the queue, which makes dead letters of them. */
  private Future<Void> settle(int shard, List<DocumentState> states, List<Outcome> outcomes) {
    List<DocumentKey> refused = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.Done done -> {}
        case Outcome.Refused refusal -> refused.add(states.get(i).key());
        case Outcome.Retry retry -> {
          return Future.failedFuture(
              new SearchUnavailableException(
                  retry.reason(), Duration.ZERO, "a document could not be indexed"));
        }
      }
    }
    return tools.queues().get(shard).mark(refused);
  }

  private static long size(DocumentState document) {
    Values values = document.values();
    return values == null ? 0 : values.size();
  }
}

package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.index.RebuildState.Phase;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Revisions;
import dev.tidegate.model.SearchUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Function;

/**
 * One attempt to complete a rebuild, from the place that the last attempt reached.
 *
 * <p>After the announcement of the index, every indexer also writes to it. A later scan of the
 * store finds the earlier writes. No write is missed, and the order does not matter, because the
 * index keeps the greater revision.
 */
final class Rebuild {
  private static final long POLL_MS = 100;

  /** Searches that began on the former index are over by then. */
  private static final long GRACE_MS = 1_000;

  /** Another gateway leads now, or this one stops. */
  static final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SupersededException() {
      super("another gateway continues", null, false, false);
    }
  }

  private final IndexTools tools;
  private final Collection collection;
  private RebuildState state;
  private boolean cancelled;

  Rebuild(IndexTools tools, Collection collection, RebuildState state) {
    this.tools = tools;
    this.collection = collection;
    this.state = state;
  }

  RebuildState state() {
    return state;
  }

  void cancel() {
    cancelled = true;
  }

  Future<Void> run() {
    return prepare()
        .compose(v -> state.phase() == Phase.BUILDING ? fill() : Future.succeededFuture())
        .compose(v -> state.phase() == Phase.CATCHING_UP ? catchUp() : Future.succeededFuture())
        .compose(v -> swap());
  }

  /** Continues with the index that exists, or creates one. */
  private Future<Void> prepare() {
    boolean named = !state.index().isEmpty() && tools.index().isCurrent(collection, state.index());
    Future<Boolean> there =
        named ? tools.builder().exists(state.index()) : Future.succeededFuture(false);
    return there
        .compose(exists -> exists ? Future.succeededFuture() : begin())
        .compose(v -> onAllShards(queue -> queue.announce(collection, state.index())))
        .compose(v -> searchAtOnce());
  }

  /**
   * Creates the index. The name depends on the rebuild and the schema alone: where Elasticsearch
   * finishes a creation later than the gateway waits for it, the next attempt finds that index.
   */
  private Future<Void> begin() {
    String former = state.index();
    String name = tools.builder().nameOf(collection, state.id());
    return (former.equals(name) ? Future.<Void>succeededFuture() : withdraw(former))
        .compose(v -> tools.scan().count(collection))
        .compose(count -> save(state.into(name, count)))
        // Before the walk: what another store is given after that makes the index one of the
        // former.
        .compose(v -> tools.ledger().epoch())
        .compose(epoch -> tools.builder().create(collection, name, epoch, isFirst()))
        // With the new index they may be fine.
        .compose(v -> tools.deadLetters().retryAll(collection))
        .mapEmpty();
  }

  /** Makes the new index searchable at once if no other is: some documents are better than none. */
  private Future<Void> searchAtOnce() {
    if (isFirst()) {
      return tools
          .builder()
          .open(collection, state.index())
          .compose(v -> tools.index().examine())
          .mapEmpty();
    }
    DocumentIndex.Found found = tools.index().found(collection);
    String searched = found == null ? null : found.name();
    return searched == null || state.phase() == Phase.SWAPPING
        ? Future.succeededFuture()
        : tools.builder().narrow(collection, searched);
  }

  private boolean isFirst() {
    DocumentIndex.Found found = tools.index().found(collection);
    return found != null && found.fitness() == DocumentIndex.Fitness.MISSING;
  }

  private Future<Void> fill() {
    return new IndexBackfill(tools, collection, state.index(), () -> cancelled)
        .run(state.shard(), state.after(), state.indexed(), this::filled)
        .compose(v -> save(state.in(Phase.CATCHING_UP)));
  }

  private Future<Void> filled(IndexBackfill.Progress progress) {
    return save(state.at(progress.done(), progress.shard(), progress.after()));
  }

  /** Waits until everything marked by now has been worked off. */
  private Future<Void> catchUp() {
    return tools
        .documents()
        .latest()
        .compose(this::worksOff)
        .compose(v -> save(state.in(Phase.SWAPPING)));
  }

  private Future<Void> worksOff(long rev) {
    if (cancelled) {
      return Future.failedFuture(new SupersededException());
    }
    return tools
        .builder()
        .exists(state.index())
        .compose(
            exists ->
                exists
                    ? backlog()
                    : Future.failedFuture(
                        new SearchUnavailableException(
                            "the index under construction no longer exists", Duration.ZERO)))
        .compose(
            backlog ->
                backlog.oldestRev() == 0 || backlog.oldestRev() > rev
                    ? Future.succeededFuture()
                    : pause(POLL_MS).compose(v -> worksOff(rev)));
  }

  private Future<Backlog> backlog() {
    return Future.all(tools.queues().stream().map(DirtyQueue::backlog).toList())
        .map(all -> all.<Backlog>list().stream().reduce(Backlog.NONE, Backlog::plus));
  }

  private Future<Void> swap() {
    return save(state)
        .compose(v -> tools.builder().swap(collection, state.index()))
        .compose(v -> tools.index().examine())
        .compose(v -> tools.builder().leftOver(collection))
        .compose(former -> former.isEmpty() ? Future.succeededFuture() : pause(GRACE_MS))
        .compose(v -> tools.deleteLeftOver(collection))
        .compose(v -> withdraw(state.index()))
        .compose(v -> save(state.finished(Revisions.at(tools.clock().instant()))));
  }

  private Future<Void> withdraw(String index) {
    return index.isEmpty()
        ? Future.succeededFuture()
        : onAllShards(queue -> queue.withdraw(collection, index));
  }

  /** Ends it without a result: what it made is deleted. */
  Future<Void> abandon(String reason) {
    return withdraw(state.index())
        .compose(v -> save(state.failed(reason, Revisions.at(tools.clock().instant()))))
        .compose(v -> tools.deleteLeftOver(collection));
  }

  /** Records for other gateways why the rebuild is interrupted. */
  Future<Void> troubled(String reason) {
    return save(state.troubled(reason));
  }

  private Future<Void> save(RebuildState next) {
    state = next;
    return tools
        .ledger()
        .save(collection, next)
        .compose(
            saved ->
                saved ? Future.succeededFuture() : Future.failedFuture(new SupersededException()));
  }

  private Future<Void> onAllShards(Function<DirtyQueue, Future<Void>> call) {
    return Future.all(tools.queues().stream().map(call).toList()).mapEmpty();
  }

  private Future<Void> pause(long ms) {
    Promise<Void> over = Promise.promise();
    tools.loop().after(ms, over::complete);
    return over.future();
  }
}

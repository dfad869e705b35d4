package dev.tidegate.live;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.Delivery;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Snapshot;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.delivery.Watcher;
import dev.tidegate.live.ListDiff.Entered;
import dev.tidegate.live.ListDiffFrames.Entrant;
import dev.tidegate.livequery.QueryCost;
import dev.tidegate.query.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscription of one session to a live query, and the members that its client knows. Changes that
 * occur while the client is slow are sent as one later: from the list that it knows to the current
 * one. A watch has these states:
 *
 * <ol>
 *   <li>started: the first list is not known yet,
 *   <li>attached: the members are watched, and a snapshot is on its way,
 *   <li>following: each flush sends the difference to the current list,
 *   <li>ended.
 * </ol>
 */
final class QueryWatch implements Delivery.Messages, SharedQuery.Watch {

  /**
   * Requested live query.
   *
   * @param subscription without ids
   * @param had documents that the client has already
   */
  record Request(Subscription subscription, SearchQuery search, ClientState had) {

    /** Returns the maximum number of members. */
    int limit() {
      return search.limit();
    }

    /** Returns the {@link QueryCost}. */
    int cost() {
      return QueryCost.of(search.query());
    }
  }

  private final Request request;
  private final SharedQueries queries;
  private final Watchers watchers;
  private final Snapshots snapshots;
  private final Outbox outbox;
  private final Consumer<Throwable> failed;
  private final int cost;
  private @Nullable SharedQuery shared;
  private @Nullable List<String> known;
  private @Nullable Snapshot snapshot;
  private long first = Long.MAX_VALUE;
  private boolean queued;
  private boolean ended;

  /**
   * Creates a watch; {@link #start} starts it.
   *
   * @param failed called with the reason if the query can't be watched
   */
  QueryWatch(
      Request request,
      SharedQueries queries,
      Watchers watchers,
      Snapshots snapshots,
      Outbox outbox,
      Consumer<Throwable> failed) {
    this.request = request;
    this.queries = queries;
    this.watchers = watchers;
    this.snapshots = snapshots;
    this.outbox = outbox;
    this.failed = failed;
    this.cost = request.cost();
  }

  int limit() {
    return request.limit();
  }

  int cost() {
    return cost;
  }

  Subscription subscription() {
    return request.subscription();
  }

  void start() {
    SharedQuery query = queries.get(request.search());
    shared = query;
    query.add(this);
  }

  /** Ends the watch: nothing more is sent. To be called once. */
  void end() {
    ended = true;
    if (shared != null) {
      queries.release(shared, this);
    }
    List<String> members = known;
    if (members == null) {
      outbox.forgoSnapshot();
    }
    if (snapshot != null) {
      snapshot.cancel();
    }
    if (members != null) {
      members.forEach(id -> watchers.detach(subscription(), id));
    }
  }

  @Override
  public void failed(Throwable reason) {
    if (!ended) {
      failed.accept(reason);
    }
  }

  @Override
  public void startAt(long number) {
    first = number;
    changed();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // lists are compared by identity: each change makes one
  public void changed() {
    SharedQuery query = shared;
    List<String> current = query == null ? null : query.current();
    if (ended || query == null || current == null || query.shown() < first) {
      return;
    }
    if (known == null) {
      attach(query, current);
    } else if (known != current && !queued) {
      queued = true;
      outbox.offer(this);
    }
  }

  /** Watches the members that are known for the first time, and starts the snapshot. */
  private void attach(SharedQuery query, List<String> current) {
    List<String> present = query.present(current);
    known = present;
    List<Watcher> attached = watchers.attachForSnapshot(subscription(), present);
    snapshot = snapshots.start(subscription(), attached, request.had(), present, failed);
    checkAgainUnless(query, isSame(present, current));
  }

  @Override
  public boolean isSnapshot() {
    return false;
  }

  @Override
  public boolean isReady() {
    return ended || snapshot == null || snapshot.isDone();
  }

  @Override
  public boolean isDone() {
    return !queued;
  }

  /** Returns the messages that lead from the list that the client knows to the current one. */
  @Override
  public @Nullable Burst next() {
    queued = false;
    SharedQuery query = shared;
    List<String> from = known;
    List<String> current = query == null ? null : query.current();
    if (ended || query == null || from == null || current == null) {
      return null;
    }
    List<String> to = current;
    ListDiff moves = query.moves(from, to);
    if (!query.haveAll(moves.entered())) {
      to = query.present(current);
      moves = query.moves(from, to);
    }
    known = to;
    checkAgainUnless(query, isSame(to, current));
    return messages(query.frames(), moves);
  }

  private @Nullable Burst messages(ListDiffFrames frames, ListDiff moves) {
    moves.left().forEach(id -> watchers.detach(subscription(), id));
    List<Entrant> entrants = new ArrayList<>(moves.entered().size());
    List<Watcher> entered = new ArrayList<>(moves.entered().size());
    for (Entered each : moves.entered()) {
      Watcher watcher = watchers.attach(subscription(), each.id());
      entered.add(watcher);
      entrants.add(new Entrant(watcher.document().state(), watcher.projection()));
    }
    for (Watcher watcher : entered) {
      watcher.replaced();
      watcher.superseded();
    }
    return moves.isNone() ? null : frames.of(moves, subscription().id(), entrants);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(List<String> list, List<String> other) {
    return list == other;
  }

  private void checkAgainUnless(SharedQuery query, boolean complete) {
    if (!complete) {
      query.checkAgain(this);
    }
  }
}

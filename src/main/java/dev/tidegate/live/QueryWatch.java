package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.live.ListDiff.Entered;
import dev.tidegate.live.ListDiffFrames.Entrant;
import dev.tidegate.livequery.QueryCost;
import dev.tidegate.query.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's subscription to a live query, and the members its client has been told of. What
 * changes while the client is busy is told at once later: from the list it knows to the one there
 * is by then.
 */
final class QueryWatch {
  private static final long AGAIN_MS = 50;

  /** What the session does for it. */
  interface Owner {
    /** The members are known for the first time: subscribes the client, and makes its snapshot. */
    Snapshot begin(QueryWatch watch, List<String> members);

    /** Watches a member for this subscription. */
    Watcher attach(Subscription subscription, String id);

    void detach(Subscription subscription, String id);

    /** It can't be had. */
    void failed(QueryWatch watch, Throwable reason);
  }

  private final Hub hub;
  private final Outbox outbox;
  private final Owner owner;
  private final Subscription subscription;
  private final SearchQuery wanted;
  private final ClientState held;
  private final int cost;
  private final String address;
  private @Nullable SharedQuery shared;
  private @Nullable List<String> told;
  private @Nullable Snapshot snapshot;
  private long first = Long.MAX_VALUE;
  private boolean queued;
  private boolean ended;

  /**
   * @param subscription of no ids of its own
   * @param held by the client already
   */
  QueryWatch(
      Hub hub,
      Outbox outbox,
      Owner owner,
      Subscription subscription,
      SearchQuery wanted,
      ClientState held) {
    this.hub = hub;
    this.outbox = outbox;
    this.owner = owner;
    this.subscription = subscription;
    this.wanted = wanted;
    this.held = held;
    this.cost = QueryCost.of(wanted.query());
    this.address = outbox.address();
  }

  /** Takes its cost from what the clients of its address may watch; tells whether that sufficed. */
  boolean takeAllowance() {
    return hub.allowance().take(address, cost);
  }

  /** Its {@link QueryCost}. */
  int cost() {
    return cost;
  }

  Subscription subscription() {
    return subscription;
  }

  ClientState held() {
    return held;
  }

  /** How many documents it may come to watch. */
  int limit() {
    return wanted.limit();
  }

  void start() {
    SharedQuery query = hub.queries().watch(wanted);
    shared = query;
    query.add(this);
  }

  /** Nothing more is told. */
  void end() {
    SharedQuery query = shared;
    if (!ended && query != null) {
      hub.queries().unwatch(query, this);
      hub.allowance().release(address, cost);
    }
    if (!ended && told == null) {
      outbox.forgoSnapshot();
    }
    ended = true;
    if (snapshot != null) {
      snapshot.cancel();
    }
    if (told != null) {
      told.forEach(id -> owner.detach(subscription, id));
    }
  }

  void failed(Throwable reason) {
    if (!ended) {
      owner.failed(this, reason);
    }
  }

  /** The list of this number is the first that the client may be told. */
  void beginWith(long number) {
    first = number;
    moved();
  }

  /** There are other members, or there are members at last. */
  @SuppressWarnings("ReferenceEquality") // lists are compared by identity: each change makes one
  void moved() {
    SharedQuery query = shared;
    List<String> now = query == null ? null : query.current();
    if (ended || query == null || now == null || query.shown() < first) {
      return;
    }
    if (told == null) {
      List<String> present = query.present(now);
      told = present;
      snapshot = owner.begin(this, present);
      lookAgainUnless(present == now);
    } else if (told != now && !queued) {
      queued = true;
      outbox.offer(this);
    }
  }

  /** Whether the client knows the list from which changes are told. */
  boolean isReady() {
    return ended || snapshot == null || snapshot.isDone();
  }

  /** Tells the client what leads from the list it knows to the present one. */
  @SuppressWarnings("ReferenceEquality")
  void flush() {
    queued = false;
    SharedQuery query = shared;
    List<String> from = told;
    List<String> current = query == null ? null : query.current();
    if (ended || query == null || from == null || current == null) {
      return;
    }
    List<String> to = current;
    ListDiff moves = query.moves(from, to);
    if (!query.haveAll(moves.entered())) {
      to = query.present(current);
      moves = query.moves(from, to);
    }
    tell(query.frames(), moves);
    told = to;
    lookAgainUnless(to == current);
  }

  private void tell(ListDiffFrames frames, ListDiff moves) {
    moves.left().forEach(id -> owner.detach(subscription, id));
    List<Watcher> watchers = new ArrayList<>(moves.entered().size());
    List<Entrant> entrants = new ArrayList<>(moves.entered().size());
    for (Entered entered : moves.entered()) {
      Watcher watcher = owner.attach(subscription, entered.id());
      watchers.add(watcher);
      entrants.add(new Entrant(watcher.document().state(), watcher.projection()));
    }
    if (!moves.isNone()) {
      outbox.send(frames.of(moves, subscription.id(), entrants));
    }
    for (Watcher watcher : watchers) {
      watcher.replaced();
      watcher.superseded();
    }
  }

  /** A member that was deleted will leave, or be there again. */
  private void lookAgainUnless(boolean complete) {
    if (!complete) {
      hub.pacer().at(hub.now() + AGAIN_MS, AGAIN_MS, this::moved);
    }
  }
}

package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.LiveMemoryFullException;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.events.EverySubscription;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.Position;
import dev.tidegate.query.QueryJson;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.wire.ClientMessage;
import dev.tidegate.wire.GatewayMessages;
import dev.tidegate.wire.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one session watches: its subscriptions, and one watcher for each document of them all. */
public final class Subscriptions implements QueryWatch.Owner {
  private final Hub hub;
  private final Outbox outbox;
  private final Runnable whenFailed;
  private final Map<String, Subscription> byId = new HashMap<>(2);
  private final Map<DocumentKey, Watcher> watchers = new HashMap<>(4);
  private final Map<String, Snapshot> snapshots = new HashMap<>(2);
  private final Map<String, QueryWatch> queries = new HashMap<>(1);
  private final EventStreams streams;

  /**
   * @param whenFailed called after a live query could not be had
   */
  Subscriptions(Hub hub, Outbox outbox, Runnable whenFailed) {
    this.whenFailed = whenFailed;
    this.hub = hub;
    this.outbox = outbox;
    this.streams = new EventStreams(hub, outbox);
  }

  /** Begins a subscription, or changes the one of the same id. */
  void subscribe(ClientMessage.Subscribe wanted) {
    switch (wanted.target()) {
      case ClientMessage.Target.Ids ids ->
          watch(
              SubscriptionRules.watch(wanted, ids, hub.catalog(), hub.config()),
              new ClientState.Revisions(wanted.have()),
              hub.position());
      case ClientMessage.Target.Every every ->
          follow(SubscriptionRules.every(wanted, every, hub.catalog(), hub.dispatched().shards()));
      case ClientMessage.Target.Search search -> {
        Subscription subscription = SubscriptionRules.search(wanted, hub.catalog(), hub.config());
        search(
            subscription,
            QueryJson.parse(subscription.collection(), search.query()),
            new ClientState.Revisions(wanted.have()),
            hub.position());
      }
    }
  }

  private void follow(EverySubscription wanted) {
    SubscriptionRules.kind(
        wanted.id(), byId.containsKey(wanted.id()) || queries.containsKey(wanted.id()));
    if (!streams.has(wanted.id())) {
      checkRoom();
    }
    if (wanted.since() != null) {
      hub.counters().resume();
    }
    streams.subscribe(wanted);
  }

  /**
   * Begins to watch documents, or changes the subscription of the same id.
   *
   * @param heldUpTo what the client is told it holds until it has the snapshot
   */
  void watch(Subscription subscription, ClientState held, Position heldUpTo) {
    SubscriptionRules.kind(
        subscription.id(),
        streams.has(subscription.id()) || queries.containsKey(subscription.id()));
    Subscription before = byId.get(subscription.id());
    checkReplaces(before, subscription);
    checkLimits(before, subscription);
    byId.put(subscription.id(), subscription);
    if (!held.isEmpty()) {
      hub.counters().resume();
    }
    List<Watcher> attached = attach(subscription, subscription.ids());
    detach(before, subscription.ids());
    cancelSnapshot(subscription.id());
    outbox.expectSnapshot(heldUpTo);
    snapshots.put(subscription.id(), answer(subscription, attached, held, null));
  }

  /**
   * Tells the client that it is attached, and lets the snapshot that is expected follow.
   *
   * @param order of a live query's members
   */
  private Snapshot answer(
      Subscription subscription,
      List<Watcher> attached,
      ClientState held,
      @Nullable List<String> order) {
    outbox.send(
        GatewayMessages.subscribed(subscription.id(), subscription.interval(), hub.position()));
    Snapshot snapshot = new Snapshot(subscription.id(), attached, held, order);
    held.examine(
        hub.brought(),
        () ->
            hub.refresh(
                attached,
                held,
                () -> outbox.offer(snapshot),
                () -> refuse(subscription.id(), snapshot)));
    return snapshot;
  }

  /** Ends a subscription for whose documents there is no memory. */
  private void refuse(String id, Snapshot snapshot) {
    boolean wanted = !snapshot.isDone();
    snapshot.cancel();
    outbox.offer(snapshot);
    if (wanted && (byId.containsKey(id) || queries.containsKey(id))) {
      unsubscribe(id);
      outbox.send(GatewayMessages.error(id, Unavailable.problem(new LiveMemoryFullException())));
      whenFailed.run();
    }
  }

  /** About the memory of the watched documents. */
  long watchedBytes() {
    return watchers.values().stream().mapToLong(watcher -> watcher.document().bytes()).sum();
  }

  /**
   * Begins to watch a search, or changes the subscription of the same id.
   *
   * @param heldUpTo what the client is told it holds until it has the snapshot
   */
  void search(Subscription subscription, SearchQuery wanted, ClientState held, Position heldUpTo) {
    String id = subscription.id();
    SubscriptionRules.kind(id, streams.has(id) || byId.containsKey(id));
    QueryWatch before = queries.get(id);
    checkReplaces(before == null ? null : before.subscription(), subscription);
    if (before == null) {
      checkRoom();
    }
    int documents = reserved() + wanted.limit() - (before == null ? 0 : before.limit());
    SubscriptionRules.documents(documents, hub.config());
    QueryWatch watch = new QueryWatch(hub, outbox, this, subscription, wanted, held);
    int cost = queryCost() + watch.cost() - (before == null ? 0 : before.cost());
    SubscriptionRules.queries(cost, hub.config());
    if (!watch.takeAllowance()) {
      throw SubscriptionRules.tooManyQueries("address", hub.allowance().maxOfAddress());
    }
    if (!held.isEmpty()) {
      hub.counters().resume();
    }
    if (before != null) {
      before.end();
    }
    queries.put(id, watch);
    outbox.expectSnapshot(heldUpTo);
    watch.start();
  }

  /** How many documents the subscriptions may come to watch. */
  private int reserved() {
    int ids = byId.values().stream().mapToInt(subscription -> subscription.ids().size()).sum();
    return ids + queries.values().stream().mapToInt(QueryWatch::limit).sum();
  }

  private int queryCost() {
    return queries.values().stream().mapToInt(QueryWatch::cost).sum();
  }

  @Override
  public Snapshot begin(QueryWatch watch, List<String> members) {
    List<Watcher> attached = attach(watch.subscription(), members);
    return answer(watch.subscription(), attached, watch.held(), members);
  }

  @Override
  public Watcher attach(Subscription subscription, String id) {
    Collection collection = subscription.collection();
    DocumentKey key = new DocumentKey(collection.name(), id);
    Watcher watcher = watchers.computeIfAbsent(key, k -> hub.watch(collection, k, outbox));
    watcher.add(subscription);
    return watcher;
  }

  @Override
  public void detach(Subscription subscription, String id) {
    DocumentKey key = new DocumentKey(subscription.collection().name(), id);
    Watcher watcher = watchers.get(key);
    if (watcher != null && watcher.remove(subscription.id())) {
      watchers.remove(key);
      hub.unwatch(watcher);
    }
  }

  @Override
  public void failed(QueryWatch watch, Throwable reason) {
    queries.remove(watch.subscription().id(), watch);
    watch.end();
    outbox.send(GatewayMessages.error(watch.subscription().id(), Unavailable.problem(reason)));
    whenFailed.run();
  }

  /** A snapshot under way is of no use once its subscription was changed or ended. */
  private void cancelSnapshot(String id) {
    Snapshot snapshot = snapshots.remove(id);
    if (snapshot != null) {
      snapshot.cancel();
    }
  }

  void unsubscribe(String id) {
    Subscription subscription = byId.remove(id);
    if (streams.unsubscribe(id)) {
      return;
    }
    QueryWatch query = queries.remove(id);
    if (query != null) {
      query.end();
      return;
    }
    if (subscription == null) {
      throw new SubscriptionException(
          Problem.of(
              ErrorCode.UNKNOWN_SUBSCRIPTION,
              "Unknown subscription '" + id + "'. It never started, or it has ended."));
    }
    cancelSnapshot(id);
    detach(subscription, Set.of());
  }

  /** Writes what waits, whatever its interval. */
  void finish() {
    outbox.finish(watchers.values());
  }

  void clear() {
    outbox.close();
    List.copyOf(queries.values()).forEach(QueryWatch::end);
    queries.clear();
    watchers.values().forEach(hub::unwatch);
    watchers.clear();
    snapshots.clear();
    byId.clear();
    streams.clear();
  }

  /** Watches documents, each of which waits for its snapshot from then on. */
  private List<Watcher> attach(Subscription subscription, java.util.Collection<String> ids) {
    List<Watcher> attached = new ArrayList<>(ids.size());
    for (String id : ids) {
      Watcher watcher = attach(subscription, id);
      watcher.awaitSnapshot();
      attached.add(watcher);
    }
    return attached;
  }

  private void detach(@Nullable Subscription subscription, Set<String> kept) {
    if (subscription == null) {
      return;
    }
    for (String id : subscription.ids()) {
      if (!kept.contains(id)) {
        detach(subscription, id);
      }
    }
  }

  private void checkRoom() {
    SubscriptionRules.room(byId.size() + queries.size() + streams.size(), hub.config());
  }

  private static void checkReplaces(@Nullable Subscription before, Subscription subscription) {
    if (before != null) {
      SubscriptionRules.replaces(before.id(), before.collection(), subscription.collection());
    }
  }

  private void checkLimits(@Nullable Subscription before, Subscription subscription) {
    if (before == null) {
      checkRoom();
    }
    int more = 0;
    for (String id : subscription.ids()) {
      if (!watchers.containsKey(new DocumentKey(subscription.collection().name(), id))) {
        more++;
      }
    }
    SubscriptionRules.documents(Math.max(watchers.size(), reserved()) + more, hub.config());
  }
}

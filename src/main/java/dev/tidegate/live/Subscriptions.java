package dev.tidegate.live;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.wire.ClientMessage;
import dev.tidegate.wire.GatewayMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one session watches: its subscriptions, and one watcher for each document of them all. */
final class Subscriptions {
  private final Hub hub;
  private final Outbox outbox;
  private final Map<String, Subscription> byId = new HashMap<>(2);
  private final Map<DocumentKey, Watcher> watchers = new HashMap<>(4);
  private final Map<String, Snapshot> snapshots = new HashMap<>(2);
  private final EventStreams streams;

  Subscriptions(Hub hub, Outbox outbox) {
    this.hub = hub;
    this.outbox = outbox;
    this.streams = new EventStreams(hub, outbox);
  }

  /** Begins a subscription, or changes the one of the same id. */
  void subscribe(ClientMessage.Subscribe wanted) {
    switch (wanted.target()) {
      case ClientMessage.Target.Ids ids ->
          watch(
              SubscriptionRules.watch(wanted, ids, hub.catalog(), hub.settings()),
              new Held.Revisions(wanted.have()));
      case ClientMessage.Target.Every every ->
          follow(SubscriptionRules.every(wanted, every, hub.catalog(), hub.dispatched().shards()));
      case ClientMessage.Target.Search search ->
          throw new SubscriptionException(
              501, "unsupported", "This gateway's sessions do not watch searches");
    }
  }

  private void follow(EverySubscription wanted) {
    checkKind(wanted.id(), byId.containsKey(wanted.id()));
    if (!streams.has(wanted.id())) {
      checkRoom();
    }
    if (wanted.since() != null) {
      hub.counters().resume();
    }
    streams.subscribe(wanted);
  }

  /** Begins to watch documents, or changes the subscription of the same id. */
  void watch(Subscription subscription, Held held) {
    checkKind(subscription.id(), streams.has(subscription.id()));
    Subscription before = byId.get(subscription.id());
    checkReplaces(before, subscription);
    checkLimits(before, subscription);
    byId.put(subscription.id(), subscription);
    if (!held.isEmpty()) {
      hub.counters().resume();
    }
    List<Watcher> attached = attach(subscription);
    detach(before, subscription.ids());
    outbox.send(
        GatewayMessages.subscribed(subscription.id(), subscription.interval(), hub.position()));
    cancelSnapshot(subscription.id());
    Snapshot snapshot = new Snapshot(subscription.id(), attached, held);
    snapshots.put(subscription.id(), snapshot);
    hub.refresh(attached, held, () -> outbox.offer(snapshot));
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
    if (subscription == null) {
      throw new SubscriptionException(404, "unknown_subscription", "No subscription has this id");
    }
    cancelSnapshot(id);
    detach(subscription, Set.of());
  }

  /** Writes what waits, whatever its interval. */
  void finish() {
    outbox.finish(watchers.values());
  }

  void clear() {
    watchers.values().forEach(hub::unwatch);
    watchers.clear();
    snapshots.clear();
    byId.clear();
    streams.clear();
    outbox.close();
  }

  private List<Watcher> attach(Subscription subscription) {
    Collection collection = subscription.collection();
    List<Watcher> attached = new ArrayList<>(subscription.ids().size());
    for (String id : subscription.ids()) {
      DocumentKey key = new DocumentKey(collection.name(), id);
      Watcher watcher = watchers.computeIfAbsent(key, k -> hub.watch(collection, k, outbox));
      watcher.add(subscription);
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
      DocumentKey key = new DocumentKey(subscription.collection().name(), id);
      Watcher watcher = watchers.get(key);
      if (watcher != null && !kept.contains(id) && watcher.remove(subscription.id())) {
        watchers.remove(key);
        hub.unwatch(watcher);
      }
    }
  }

  private static void checkKind(String id, boolean isOfAnother) {
    if (isOfAnother) {
      throw new SubscriptionException(
          409, "subscription_exists", "The subscription " + id + " is of another kind");
    }
  }

  private void checkRoom() {
    if (byId.size() + streams.size() >= hub.settings().maxSubscriptions()) {
      throw new SubscriptionException(
          429, "too_many_subscriptions", "The session has as many subscriptions as it may");
    }
  }

  private static void checkReplaces(@Nullable Subscription before, Subscription subscription) {
    if (before != null && before.collection() != subscription.collection()) {
      throw new SubscriptionException(
          409, "subscription_exists", "A subscription of this id watches another collection");
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
    if (watchers.size() + more > hub.settings().maxDocuments()) {
      throw new SubscriptionException(
          429, "too_many_documents", "The session watches as many documents as it may");
    }
  }
}

package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Snapshot;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.delivery.Watcher;
import dev.tidegate.model.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Subscriptions of one session to documents by their ids. */
final class DocumentSubscriptions {
  private final Watchers watchers;
  private final Snapshots starts;
  private final Outbox outbox;
  private final Map<String, Subscription> byId = new HashMap<>(2);
  private final Map<String, Snapshot> snapshots = new HashMap<>(2);

  DocumentSubscriptions(Watchers watchers, Snapshots starts, Outbox outbox) {
    this.watchers = watchers;
    this.starts = starts;
    this.outbox = outbox;
  }

  @Nullable Subscription get(String id) {
    return byId.get(id);
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /** Returns the number of ids of all subscriptions. */
  int ids() {
    return byId.values().stream().mapToInt(subscription -> subscription.ids().size()).sum();
  }

  /**
   * Starts a subscription, or changes the one of the same id.
   *
   * @param had documents that the client has already
   * @param hadUpTo position from which the client resumes if it gets no snapshot
   * @param failed called with the reason if the documents can't be watched
   */
  void watch(
      Subscription subscription, ClientState had, Position hadUpTo, Consumer<Throwable> failed) {
    if (!had.isEmpty()) {
      outbox.resumed();
    }
    Subscription before = byId.put(subscription.id(), subscription);
    List<Watcher> attached = watchers.attachForSnapshot(subscription, subscription.ids());
    detach(before, subscription.ids());
    cancelSnapshot(subscription.id());
    outbox.expectSnapshot(hadUpTo);
    snapshots.put(subscription.id(), starts.start(subscription, attached, had, null, failed));
  }

  /** Ends a subscription; returns whether there was one of that id. */
  boolean unsubscribe(String id) {
    Subscription subscription = byId.remove(id);
    if (subscription == null) {
      return false;
    }
    cancelSnapshot(id);
    detach(subscription, Set.of());
    return true;
  }

  void clear() {
    snapshots.clear();
    byId.clear();
  }

  private void cancelSnapshot(String id) {
    Snapshot snapshot = snapshots.remove(id);
    if (snapshot != null) {
      snapshot.cancel();
    }
  }

  private void detach(@Nullable Subscription subscription, Set<String> kept) {
    if (subscription != null) {
      for (String id : subscription.ids()) {
        if (!kept.contains(id)) {
          watchers.detach(subscription, id);
        }
      }
    }
  }
}

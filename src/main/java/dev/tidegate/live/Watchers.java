package dev.tidegate.live;

import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.delivery.WatchedDocuments;
import dev.tidegate.delivery.Watcher;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The watchers of one session: one for each document of all its subscriptions. */
final class Watchers {
  private final WatchedDocuments documents;
  private final Outbox outbox;
  private final Map<DocumentKey, Watcher> byKey = new HashMap<>(4);

  Watchers(WatchedDocuments documents, Outbox outbox) {
    this.documents = documents;
    this.outbox = outbox;
  }

  int size() {
    return byKey.size();
  }

  boolean has(DocumentKey key) {
    return byKey.containsKey(key);
  }

  /** Watches a document for a subscription. */
  Watcher attach(Subscription subscription, String id) {
    Collection collection = subscription.collection();
    DocumentKey key = new DocumentKey(collection.name(), id);
    Watcher watcher = byKey.computeIfAbsent(key, k -> documents.watch(collection, k, outbox));
    watcher.add(subscription);
    return watcher;
  }

  /** Watches documents, whose updates wait for a snapshot. */
  List<Watcher> attachForSnapshot(Subscription subscription, java.util.Collection<String> ids) {
    List<Watcher> attached = new ArrayList<>(ids.size());
    for (String id : ids) {
      Watcher watcher = attach(subscription, id);
      watcher.awaitSnapshot();
      attached.add(watcher);
    }
    return attached;
  }

  /** Ends what {@link #attach} started. The last subscription of a document ends its watcher. */
  void detach(Subscription subscription, String id) {
    DocumentKey key = new DocumentKey(subscription.collection().name(), id);
    Watcher watcher = byKey.get(key);
    if (watcher != null && watcher.remove(subscription.id())) {
      byKey.remove(key);
      documents.unwatch(watcher);
    }
  }

  /** Sends the waiting changes, even if their interval has not passed. */
  void finish() {
    outbox.finish(byKey.values());
  }

  /** Returns the approximate memory of the documents, those of other sessions included. */
  long bytes() {
    return byKey.values().stream().mapToLong(watcher -> watcher.document().bytes()).sum();
  }

  void clear() {
    byKey.values().forEach(documents::unwatch);
    byKey.clear();
  }
}

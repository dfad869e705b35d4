package dev.tidegate.live;

import dev.tidegate.events.EverySubscription;
import dev.tidegate.wire.GatewayMessages;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One session's subscriptions to every change of a collection. */
final class EventStreams {
  private final Hub hub;
  private final Outbox outbox;
  private final Map<String, EventStream> byId = new HashMap<>(0);

  EventStreams(Hub hub, Outbox outbox) {
    this.hub = hub;
    this.outbox = outbox;
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /** Begins, or changes the one of the same id: without a place it goes on where that one is. */
  void subscribe(EverySubscription wanted) {
    EventStream before = byId.get(wanted.id());
    EverySubscription subscription = wanted;
    if (before != null) {
      SubscriptionRules.replaces(
          wanted.id(), before.subscription().collection(), wanted.collection());
      if (wanted.since() == null && !before.isEnded()) {
        subscription = wanted.from(before.sentUpTo());
      }
      end(before);
    }
    EventStream stream = new EventStream(subscription, hub, outbox);
    byId.put(wanted.id(), stream);
    outbox.send(
        GatewayMessages.subscribed(
            wanted.id(),
            0,
            subscription.since() == null ? hub.dispatched() : subscription.since()));
    stream.begin();
  }

  /** Tells whether there was one. */
  boolean unsubscribe(String id) {
    EventStream stream = byId.remove(id);
    end(stream);
    return stream != null;
  }

  void clear() {
    byId.values().forEach(EventStreams::end);
    byId.clear();
  }

  private static void end(@Nullable EventStream stream) {
    if (stream != null && !stream.isEnded()) {
      stream.end();
    }
  }
}

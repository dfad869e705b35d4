package dev.tidegate.live;

import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Progress;
import dev.tidegate.events.EventStream;
import dev.tidegate.events.EventStreams;
import dev.tidegate.events.EverySubscription;
import dev.tidegate.model.Position;
import dev.tidegate.wire.GatewayMessages;
import java.util.HashMap;
import java.util.Map;

/** Subscriptions of one session to every change of a collection. */
final class EventSubscriptions {
  private final EventStreams streams;
  private final Progress progress;
  private final Outbox outbox;
  private final Map<String, EventStream> byId = new HashMap<>(0);

  EventSubscriptions(EventStreams streams, Progress progress, Outbox outbox) {
    this.streams = streams;
    this.progress = progress;
    this.outbox = outbox;
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  int size() {
    return byId.size();
  }

  /**
   * Starts a subscription, or changes the one of the same id, which then continues at its position
   * if the new one has none.
   */
  void subscribe(EverySubscription wanted) {
    if (wanted.since() != null) {
      outbox.resumed();
    }
    EventStream before = byId.get(wanted.id());
    EverySubscription subscription = wanted;
    if (before != null) {
      SubscriptionRules.replaces(
          wanted.id(), before.subscription().collection(), wanted.collection());
      if (wanted.since() == null && !before.isEnded()) {
        subscription = wanted.from(before.sentUpTo());
      }
      streams.close(before);
    }
    Position since = subscription.since();
    outbox.send(
        GatewayMessages.subscribed(wanted.id(), 0, since == null ? progress.dispatched() : since));
    byId.put(wanted.id(), streams.open(subscription, outbox));
  }

  /** Ends a subscription; returns whether there was one of that id. */
  boolean unsubscribe(String id) {
    EventStream stream = byId.remove(id);
    if (stream == null) {
      return false;
    }
    streams.close(stream);
    return true;
  }

  void clear() {
    byId.values().forEach(streams::close);
    byId.clear();
  }
}

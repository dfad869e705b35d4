package dev.tidegate.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.delivery.Transport;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Position;
import dev.tidegate.query.SearchQuery;
import dev.tidegate.wire.ClientMessage;
import dev.tidegate.wire.ClientMessageReader;
import dev.tidegate.wire.CloseCode;
import dev.tidegate.wire.GatewayMessages;
import dev.tidegate.wire.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One client. What it says comes in here; what it watches is in its {@link Subscriptions}. */
public final class Session {
  private final String id;
  private final Hub hub;
  private final Transport transport;
  private final Outbox outbox;
  private final Subscriptions subscriptions;
  private final MessageRate rate;
  private SessionState state = new SessionState.Open();
  private long heardAt;
  private int unansweredPings;
  private boolean hasOneSubscription;

  Session(String id, Hub hub, Transport transport) {
    this.id = id;
    this.hub = hub;
    this.transport = transport;
    this.outbox = new Outbox(hub, transport, this::close);
    this.subscriptions = new Subscriptions(hub, outbox, this::subscriptionFailed);
    this.rate = new MessageRate(hub.config().messagesPerSecond(), hub.now());
    this.heardAt = hub.now();
  }

  String id() {
    return id;
  }

  void welcome() {
    outbox.send(
        GatewayMessages.welcome(
            id, hub.position().epoch(), hub.config().heartbeat().toMillis(), limits(hub.config())));
  }

  /** Notes a sign of life. */
  public void heard() {
    heardAt = hub.now();
  }

  /**
   * Counts a frame, and closes the session of a client above its rate.
   *
   * @return whether the frame is to be processed
   */
  public boolean admitFrame() {
    heard();
    if (isClosed()) {
      return false;
    }
    if (!rate.admits(heardAt)) {
      close(CloseCode.TOO_MANY);
      return false;
    }
    return true;
  }

  /** Notes a pong. One that no ping asked for counts as a frame. */
  public void receivePong() {
    if (unansweredPings > 0) {
      unansweredPings--;
      heard();
    } else {
      admitFrame();
    }
  }

  /** Processes a message of the client. */
  public void receive(String text) {
    if (isClosed()) {
      return;
    }
    Optional<ObjectNode> object = ClientMessageReader.object(text);
    if (object.isEmpty()) {
      close(CloseCode.BAD_MESSAGE);
      return;
    }
    try {
      handle(ClientMessageReader.message(object.get()));
    } catch (InvalidInputException invalid) {
      outbox.send(GatewayMessages.error(subscriptionId(object.get()), Problem.of(invalid)));
    } catch (SubscriptionException refused) {
      outbox.send(GatewayMessages.error(subscriptionId(object.get()), refused.problem()));
    }
  }

  /**
   * Watches documents, for a client that can't say so itself.
   *
   * @param id of the subscription
   * @param interval least milliseconds between two updates of one document
   * @param since up to where the client holds everything; {@code null} for nothing
   * @throws SubscriptionException where that can't be had
   */
  public void watch(
      String id,
      Collection collection,
      Set<String> ids,
      FieldSet fields,
      long interval,
      @Nullable Position since) {
    long granted = SubscriptionRules.granted(interval, hub.config());
    hasOneSubscription = true;
    boolean sameStore = since != null && since.epoch().equals(hub.position().epoch());
    Position held = sameStore ? since : null;
    subscriptions.watch(
        new Subscription(id, collection, ids, fields, granted),
        ClientState.upTo(held),
        held == null ? hub.position().origin() : held);
  }

  /**
   * Watches a search, for a client that can't say so itself; it is sent away where the search can't
   * be had now.
   *
   * @param id of the subscription
   * @param interval least milliseconds between two updates of one document
   * @throws SubscriptionException where that can't be had
   */
  public void search(String id, SearchQuery query, FieldSet fields, long interval) {
    long granted = SubscriptionRules.granted(interval, hub.config());
    hasOneSubscription = true;
    subscriptions.search(
        new Subscription(id, query.collection(), Set.of(), fields, granted),
        query,
        ClientState.NOTHING,
        hub.position().origin());
  }

  private void subscriptionFailed() {
    if (hasOneSubscription) {
      close(CloseCode.UNAVAILABLE);
    }
  }

  /**
   * From where the client can go on: all that it watches has been sent up to there. Empty while a
   * snapshot is due.
   */
  public Optional<Position> resumable() {
    return outbox.isSnapshotDue() ? Optional.empty() : Optional.of(outbox.sentUpTo());
  }

  private void handle(ClientMessage message) {
    switch (message) {
      case ClientMessage.Subscribe subscribe -> subscriptions.subscribe(subscribe);
      case ClientMessage.Unsubscribe unsubscribe -> subscriptions.unsubscribe(unsubscribe.id());
      case ClientMessage.Auth auth -> {
        // Without rules every client may do everything: there is nothing a token could add.
      }
      case ClientMessage.Ping ping -> outbox.send(GatewayMessages.PONG);
    }
  }

  private static String subscriptionId(ObjectNode object) {
    return object.path("id").asText("");
  }

  /** The client can take more. */
  public void drained() {
    if (!isClosed()) {
      hub.touch(outbox);
    }
  }

  void beat(Function<Position, Burst> heartbeat) {
    long silent = hub.now() - heardAt;
    if (silent > hub.config().pongTimeout().toMillis()) {
      close(CloseCode.NO_PONG);
    } else {
      outbox.ping();
      unansweredPings++;
      if (!transport.isFull()) {
        outbox.send(heartbeat.apply(outbox.sentUpTo()));
      }
    }
  }

  /** Asks the client to reconnect after a while; it goes on being served until it leaves. */
  public void leave(long afterMs) {
    if (state instanceof SessionState.Open open) {
      state = open.leave();
      outbox.send(GatewayMessages.bye(afterMs));
    }
  }

  /** Ends the session of a client that was asked to leave, with the last of what it watches. */
  void depart() {
    if (!isClosed()) {
      subscriptions.finish();
      close(CloseCode.UNAVAILABLE);
    }
  }

  /** Ends the session. */
  public void close(CloseCode code) {
    if (!isClosed()) {
      hub.counters().close(code);
      closed();
      transport.close(code);
    }
  }

  /** The connection is gone. */
  public void closed() {
    if (!isClosed()) {
      state = new SessionState.Closed();
      subscriptions.clear();
      hub.closed(this);
    }
  }

  /** About the memory of the documents that it watches, shared ones included. */
  long watchedBytes() {
    return subscriptions.watchedBytes();
  }

  boolean isClosed() {
    return state instanceof SessionState.Closed;
  }

  private static Map<String, Long> limits(LiveConfig config) {
    return Map.of(
        "message_bytes", (long) config.maxMessageBytes(),
        "subscriptions", (long) config.maxSubscriptions(),
        "documents", (long) config.maxDocuments(),
        "interval_ms", config.maxInterval().toMillis(),
        "messages_per_second", (long) config.messagesPerSecond());
  }
}

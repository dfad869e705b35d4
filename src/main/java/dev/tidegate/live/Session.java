package dev.tidegate.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.config.LiveConfig;
import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Transport;
import dev.tidegate.loop.EventLoop;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live session of one client. It receives the messages of the client; its {@link Subscriptions}
 * contain what the client watches, and its {@link Outbox} what waits for the client.
 */
public final class Session {
  private final String id;
  private final LiveConfig config;
  private final EventLoop loop;
  private final Outbox outbox;
  private final Subscriptions subscriptions;
  private final Consumer<Session> ended;
  private final MessageRate rate;
  private SessionState state = new SessionState.Open();
  private long heardAt;
  private int unansweredPings;
  private boolean hasOneSubscription;

  /** Factory of the parts of a session. */
  interface Parts {

    /**
     * Creates the outbox.
     *
     * @param end called when the session must end
     */
    Outbox outbox(Transport transport, Consumer<CloseCode> end);

    /**
     * Creates the subscriptions.
     *
     * @param failures called with the id of a subscription that has ended, and the reason
     */
    Subscriptions subscriptions(Outbox outbox, BiConsumer<String, Throwable> failures);
  }

  /**
   * Creates a session.
   *
   * @param ended called once, when the session has ended
   */
  Session(
      String id,
      Transport transport,
      LiveConfig config,
      EventLoop loop,
      Parts parts,
      Consumer<Session> ended) {
    this.id = id;
    this.config = config;
    this.loop = loop;
    this.ended = ended;
    this.outbox = parts.outbox(transport, this::close);
    this.subscriptions = parts.subscriptions(outbox, this::subscriptionFailed);
    this.rate = new MessageRate(config.messagesPerSecond(), loop.millis());
    this.heardAt = loop.millis();
  }

  String id() {
    return id;
  }

  /** Sends the first message. */
  void welcome(String epoch) {
    outbox.send(GatewayMessages.welcome(id, epoch, config.heartbeat().toMillis(), limits(config)));
  }

  /** Notes a sign of life. */
  public void heard() {
    heardAt = loop.millis();
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

  /** Notes a pong. One without a ping counts as a frame. */
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
   * Watches documents, for a transport without messages of the client.
   *
   * @param id of the subscription
   * @param interval minimum milliseconds between two updates of one document
   * @param since up to where the client has everything; {@code null} if it has nothing
   * @throws SubscriptionException if a limit is reached
   */
  public void watch(
      String id,
      Collection collection,
      Set<String> ids,
      FieldSet fields,
      long interval,
      @Nullable Position since) {
    hasOneSubscription = true;
    subscriptions.watch(id, collection, ids, fields, interval, since);
  }

  /**
   * Watches a live query, for a transport without messages of the client. The session ends if the
   * query fails later.
   *
   * @param id of the subscription
   * @param interval minimum milliseconds between two updates of one document
   * @throws SubscriptionException if a limit is reached
   */
  public void search(String id, SearchQuery query, FieldSet fields, long interval) {
    hasOneSubscription = true;
    subscriptions.search(id, query, fields, interval);
  }

  private void subscriptionFailed(String subscription, Throwable reason) {
    outbox.send(GatewayMessages.error(subscription, Unavailable.problem(reason)));
    if (hasOneSubscription) {
      close(CloseCode.UNAVAILABLE);
    }
  }

  /**
   * Returns the position from which the client can resume: everything that it watches has been sent
   * up to there. Empty while a snapshot is due.
   */
  public Optional<Position> resumable() {
    return outbox.isSnapshotDue() ? Optional.empty() : Optional.of(outbox.sentUpTo());
  }

  private void handle(ClientMessage message) {
    switch (message) {
      case ClientMessage.Subscribe subscribe -> subscriptions.subscribe(subscribe);
      case ClientMessage.Unsubscribe unsubscribe -> subscriptions.unsubscribe(unsubscribe.id());
      case ClientMessage.Auth auth -> {
        // Without rules every client may do everything: a token can't add anything.
      }
      case ClientMessage.Ping ping -> outbox.send(GatewayMessages.PONG);
    }
  }

  private static String subscriptionId(ObjectNode object) {
    return object.path("id").asText("");
  }

  /** Notifies that the client can receive more. */
  public void drained() {
    if (!isClosed()) {
      outbox.touch();
    }
  }

  /**
   * Sends a ping, and a heartbeat unless the client is slow. A silent client is disconnected.
   *
   * @param heartbeat returns the message for a position
   */
  void beat(Function<Position, Burst> heartbeat) {
    long silent = loop.millis() - heardAt;
    if (silent > config.pongTimeout().toMillis()) {
      close(CloseCode.NO_PONG);
    } else {
      outbox.ping();
      unansweredPings++;
      if (!outbox.isFull()) {
        outbox.send(heartbeat.apply(outbox.sentUpTo()));
      }
    }
  }

  /** Asks the client to reconnect after a delay. Until then, the session continues. */
  void leave(long afterMs) {
    if (state instanceof SessionState.Open open) {
      state = open.leave();
      outbox.send(GatewayMessages.bye(afterMs));
    }
  }

  /** Ends the session of a client that was asked to leave, after all waiting changes. */
  void depart() {
    if (!isClosed()) {
      subscriptions.finish();
      close(CloseCode.UNAVAILABLE);
    }
  }

  /** Ends the session, and closes the connection. */
  public void close(CloseCode code) {
    if (!isClosed()) {
      closed();
      outbox.disconnect(code);
    }
  }

  /** Ends the session: the connection is closed. */
  public void closed() {
    if (!isClosed()) {
      state = new SessionState.Closed();
      outbox.close();
      subscriptions.clear();
      ended.accept(this);
    }
  }

  /** Returns the approximate memory of the watched documents, those of other sessions included. */
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

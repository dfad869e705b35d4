package dev.tidegate.live;

import dev.tidegate.events.EventBatch;
import dev.tidegate.events.EventEncoder;
import dev.tidegate.events.EventQueue;
import dev.tidegate.events.EverySubscription;
import dev.tidegate.model.Position;
import dev.tidegate.wire.GatewayMessages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a collection to one client, each once and in order. It may begin in the past:
 * what the log still holds is read first while newer events are held. What is lost ends it with a
 * {@code reset}.
 */
final class EventStream {
  private final EverySubscription subscription;
  private final EventEncoder encoder;
  private final Hub hub;
  private final Outbox outbox;
  private final EventQueue queue = new EventQueue();
  private final EventQueue held = new EventQueue();
  private @Nullable CatchUp catchUp;
  private @Nullable Position awaited;
  private boolean heldTooMuch;
  private boolean ended;

  EventStream(EverySubscription subscription, Hub hub, Outbox outbox) {
    this.subscription = subscription;
    this.encoder =
        new EventEncoder(subscription.id(), subscription.collection(), subscription.fields());
    this.hub = hub;
    this.outbox = outbox;
  }

  /** Attaches: whatever is dispatched from here on reaches the client. */
  void begin() {
    Position since = subscription.since();
    hub.events().add(this);
    outbox.add(this);
    if (since != null) {
      awaited = since;
      hub.brought().judge(since, () -> goOn(since), this::reset);
    }
  }

  /** Everything up to the position from which it goes on has been dispatched. */
  private void goOn(Position since) {
    if (!ended) {
      awaited = null;
      catchUp(since, hub.dispatched());
    }
  }

  EverySubscription subscription() {
    return subscription;
  }

  EventEncoder encoder() {
    return encoder;
  }

  boolean isEnded() {
    return ended;
  }

  /** Up to where the client has been sent all. */
  Position sentUpTo() {
    if (awaited != null) {
      return awaited;
    }
    Position before = queue.before();
    if (before != null) {
      return before;
    }
    return catchUp == null ? hub.dispatched() : catchUp.position();
  }

  /** Whether the client does not take what was sent. */
  boolean isBlocked() {
    return outbox.isFull();
  }

  /** Bytes of messages that wait to be written, those behind a catching up included. */
  long queuedBytes() {
    return queue.bytes() + held.bytes();
  }

  /** A batch was dispatched. What comes before the position to go on from will be in the log. */
  void offer(List<EventBatch> batches) {
    if (awaited != null) {
      return;
    }
    if (catchUp == null) {
      enqueue(batches);
    } else if (!heldTooMuch) {
      hold(batches);
    }
  }

  private void hold(List<EventBatch> batches) {
    for (EventBatch batch : batches) {
      if (held.bytes() + batch.bytes() > hub.config().maxQueue()
          || !hub.events().hold(batch.bytes())) {
        // The log has them as well: they are read once the client is that far.
        heldTooMuch = true;
        dropHeld();
        return;
      }
      held.add(batch);
    }
  }

  private void dropHeld() {
    hub.events().release(held.bytes());
    held.clear();
  }

  /** Takes what was read of the log. */
  void enqueue(List<EventBatch> batches) {
    for (EventBatch batch : batches) {
      queue.add(batch);
    }
    if (!queue.isEmpty()) {
      hub.touch(outbox);
    }
  }

  void gap(Position before, Position reached) {
    if (awaited == null) {
      dropHeld();
      catchUp(catchUp == null ? before : catchUp.position(), reached);
    }
  }

  private void catchUp(Position from, Position goal) {
    heldTooMuch = false;
    if (catchUp != null) {
      catchUp.cancel();
    }
    CatchUp made = new CatchUp(hub, this, from, goal);
    catchUp = made;
    made.step();
  }

  /** The log was read up to where held events begin. */
  void caughtUp(Position at) {
    catchUp = null;
    if (heldTooMuch) {
      catchUp(at, hub.dispatched());
    } else {
      hub.events().release(held.bytes());
      queue.addAll(held);
      if (!queue.isEmpty()) {
        hub.touch(outbox);
      }
    }
  }

  /** What was missed can't be had any more. */
  void reset(String reason) {
    if (ended) {
      return;
    }
    end();
    outbox.send(GatewayMessages.reset(subscription.id(), reason, hub.dispatched()));
  }

  /** Writes what waits, as far as the client takes it; tells whether too much is left. */
  boolean flush() {
    if (!queue.isEmpty()) {
      hub.deliveries().next();
    }
    while (!queue.isEmpty() && !outbox.isFull()) {
      EventBatch batch = queue.take();
      hub.counters().events(batch.size());
      hub.deliveries().delivered(batch.oldestRev(), batch.size());
      outbox.send(batch.burst());
    }
    if (queue.isEmpty() && catchUp != null) {
      catchUp.step();
    }
    return catchUp == null && queue.bytes() > hub.config().maxQueue();
  }

  void end() {
    ended = true;
    if (catchUp != null) {
      catchUp.cancel();
    }
    queue.clear();
    dropHeld();
    hub.events().remove(this);
    outbox.remove(this);
  }
}

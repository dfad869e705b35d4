package dev.tidegate.events;

import dev.tidegate.delivery.Burst;
import dev.tidegate.delivery.Delivery;
import dev.tidegate.delivery.DeliveryClock;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Progress;
import dev.tidegate.model.Position;
import dev.tidegate.wire.GatewayMessages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a collection for one client, each once and in order. A stream has these states:
 *
 * <ol>
 *   <li>waiting: its resume position has not been validated, or not been dispatched yet,
 *   <li>catching up: it reads the log from its position, and keeps the events dispatched meanwhile,
 *   <li>live: it queues the events that are dispatched,
 *   <li>ended. After a loss of changes, a {@code reset} message ends it.
 * </ol>
 */
public final class EventStream implements Delivery.Stream, CatchUp.Target {
  private final EverySubscription subscription;
  private final EventEncoder encoder;
  private final Outbox outbox;
  private final Progress progress;
  private final LogReads reads;
  private final EventLimits limits;
  private final DeliveryClock deliveries;
  private final EventQueue queue = new EventQueue();

  /** Events that follow those of the log. */
  private final EventQueue kept = new EventQueue();

  private @Nullable CatchUp catchUp;
  private @Nullable Position awaited;
  private boolean keptTooMuch;
  private boolean queued;
  private boolean ended;

  EventStream(
      EverySubscription subscription,
      Outbox outbox,
      Progress progress,
      LogReads reads,
      EventLimits limits,
      DeliveryClock deliveries) {
    this.subscription = subscription;
    this.encoder =
        new EventEncoder(subscription.id(), subscription.collection(), subscription.fields());
    this.outbox = outbox;
    this.progress = progress;
    this.reads = reads;
    this.limits = limits;
    this.deliveries = deliveries;
    this.awaited = subscription.since();
  }

  /** Continues from the resume position: everything up to there has been dispatched. */
  void resume(Position since) {
    if (!ended) {
      awaited = null;
      catchUp(since, progress.dispatched());
    }
  }

  public EverySubscription subscription() {
    return subscription;
  }

  EventEncoder encoder() {
    return encoder;
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public boolean isQueued() {
    return queued;
  }

  @Override
  public void queued() {
    queued = true;
  }

  @Override
  public Position sentUpTo() {
    if (awaited != null) {
      return awaited;
    }
    Position before = queue.before();
    if (before != null) {
      return before;
    }
    return catchUp == null ? progress.dispatched() : catchUp.position();
  }

  @Override
  public boolean isBlocked() {
    return outbox.isFull();
  }

  @Override
  public long queuedBytes() {
    return queue.bytes() + kept.bytes();
  }

  @Override
  public boolean isOverLimit() {
    return catchUp == null && limits.isOver(queue.bytes());
  }

  /**
   * Adds a dispatched batch. A waiting stream will find it in the log.
   *
   * @return whether the stream wants further batches
   */
  boolean dispatched(List<EventBatch> batches) {
    if (ended) {
      return false;
    }
    if (awaited == null) {
      if (catchUp == null) {
        receive(batches);
      } else if (!keptTooMuch) {
        keep(batches);
      }
    }
    return true;
  }

  private void keep(List<EventBatch> batches) {
    for (EventBatch batch : batches) {
      if (!limits.reserve(kept.bytes(), batch.bytes())) {
        // The log contains them too: they are read when the client is that far.
        keptTooMuch = true;
        dropKept();
        return;
      }
      kept.add(batch);
    }
  }

  private void dropKept() {
    limits.release(kept.bytes());
    kept.clear();
  }

  @Override
  public void receive(List<EventBatch> batches) {
    for (EventBatch batch : batches) {
      queue.add(batch);
    }
    offer();
  }

  private void offer() {
    if (!queue.isEmpty()) {
      outbox.offer(this);
    }
  }

  /** Reads from the log what was not dispatched. */
  void gap(Position before, Position reached) {
    if (!ended && awaited == null) {
      dropKept();
      catchUp(catchUp == null ? before : catchUp.position(), reached);
    }
  }

  private void catchUp(Position from, Position goal) {
    keptTooMuch = false;
    if (catchUp != null) {
      catchUp.cancel();
    }
    CatchUp started = new CatchUp(reads, encoder, this, from, goal);
    catchUp = started;
    started.step();
  }

  @Override
  public void caughtUp(Position at) {
    catchUp = null;
    if (keptTooMuch) {
      catchUp(at, progress.dispatched());
    } else {
      limits.release(kept.bytes());
      queue.addAll(kept);
      offer();
    }
  }

  @Override
  public void trimmed() {
    reset("log_trimmed");
  }

  /** Ends the stream with a message: missed changes can't be read. */
  void reset(String reason) {
    if (!ended) {
      end();
      outbox.send(GatewayMessages.reset(subscription.id(), reason, progress.dispatched()));
    }
  }

  @Override
  public @Nullable Burst next() {
    if (queue.isEmpty()) {
      if (catchUp != null) {
        catchUp.step();
      }
      return null;
    }
    if (isBlocked()) {
      return null;
    }
    EventBatch batch = queue.take();
    deliveries.next();
    deliveries.events(batch.oldestRev(), batch.size());
    return batch.burst();
  }

  /** Ends the stream without a message. */
  void end() {
    ended = true;
    if (catchUp != null) {
      catchUp.cancel();
    }
    queue.clear();
    dropKept();
  }
}

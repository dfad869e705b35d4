package dev.tidegate.delivery;

import dev.tidegate.delivery.EncodedChange.Kind;
import dev.tidegate.model.Collection;
import dev.tidegate.model.FieldSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one session to one document, and the change that its client has not received
 * yet. The waiting change has one of these kinds:
 *
 * <pre>
 *   none ---- change ----> FIELDS -- change --> FIELDS (union)
 *   any ----- deletion --> GONE ---- creation -> WHOLE
 *   any ----- sent, or superseded by a snapshot -> none
 * </pre>
 */
public final class Watcher implements Delivery.Update {
  private final Outbox outbox;
  private final CurrentDocument document;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private FieldSet projection = FieldSet.EMPTY;
  private long interval;
  private int snapshotsDue;
  private @Nullable Kind waiting;
  private FieldSet fields = FieldSet.EMPTY;
  private @Nullable FieldSet replacement;
  private long notBefore = Long.MIN_VALUE / 2;
  private boolean queued;
  private int place;

  Watcher(Outbox outbox, CurrentDocument document, int place) {
    this.outbox = outbox;
    this.document = document;
    this.place = place;
  }

  /** Returns the document with its current state. */
  public CurrentDocument document() {
    return document;
  }

  /** Adds a subscription, or replaces the one of the same id. */
  public void add(Subscription subscription) {
    subscriptions.removeIf(s -> s.id().equals(subscription.id()));
    subscriptions.add(subscription);
    combine();
  }

  /** Removes the subscription of that id; returns whether none is left. */
  public boolean remove(String subscriptionId) {
    subscriptions.removeIf(s -> s.id().equals(subscriptionId));
    combine();
    return subscriptions.isEmpty();
  }

  private void combine() {
    projection = FieldSet.EMPTY;
    interval = Long.MAX_VALUE;
    for (Subscription subscription : subscriptions) {
      projection = projection.union(subscription.fields());
      interval = Math.min(interval, subscription.interval());
    }
  }

  /** Returns the union of the fields of all subscriptions. */
  public FieldSet projection() {
    return projection;
  }

  @Override
  public Collection collection() {
    return document.collection();
  }

  @Override
  public long interval() {
    return interval;
  }

  @Override
  public long notBefore() {
    return interval == 0 ? 0 : notBefore;
  }

  /** Delays updates until the next snapshot has been sent. */
  public void awaitSnapshot() {
    snapshotsDue++;
  }

  /** Notes that a snapshot contained the document, or that the client has its current state. */
  void snapshotSent() {
    snapshotsDue--;
    superseded();
  }

  void snapshotCancelled() {
    snapshotsDue--;
    if (isWaiting()) {
      outbox.offer(this);
    }
  }

  /** Drops the waiting change: the client has the current state from another message. */
  public void superseded() {
    waiting = null;
    fields = FieldSet.EMPTY;
  }

  /** Notes that a message replaced the document of the client. */
  public void replaced() {
    replacement = projection;
  }

  /**
   * Returns whether the client still has all fields that it had when it subscribed: a replacement
   * may have had fewer fields than the subscriptions want by now.
   */
  boolean hasAllFields() {
    FieldSet sent = replacement;
    return sent == null || projection.minus(sent).isEmpty();
  }

  /** Merges the step of the document to its current state into the waiting change. */
  void changed(boolean existed, boolean exists, FieldSet touched) {
    if (waiting != null) {
      outbox.merged();
    }
    if (!exists) {
      waiting = Kind.GONE;
    } else if (!existed || waiting == Kind.GONE) {
      waiting = Kind.WHOLE;
    } else if (waiting == null) {
      waiting = Kind.FIELDS;
      fields = touched;
    } else if (waiting == Kind.FIELDS) {
      fields = fields.union(touched);
    }
    if (isWaiting()) {
      outbox.offer(this);
    }
  }

  @Override
  public boolean isWaiting() {
    return waiting != null && snapshotsDue == 0;
  }

  @Override
  public EncodedChange take(long now) {
    Kind kind = waiting;
    if (kind == null) {
      throw new IllegalStateException("no change waits");
    }
    EncodedChange change =
        switch (kind) {
          case FIELDS -> document.encode(kind, fields.intersection(projection));
          case WHOLE -> document.encode(kind, projection);
          case GONE -> document.encode(kind, FieldSet.EMPTY);
        };
    if (kind == Kind.WHOLE) {
      replaced();
    }
    superseded();
    notBefore = now + interval;
    return change;
  }

  /** Ends the watcher: its entries in queues are skipped. */
  void detach() {
    waiting = null;
    subscriptions.clear();
  }

  boolean isDetached() {
    return subscriptions.isEmpty();
  }

  /** Returns the index in the list of its document. */
  int place() {
    return place;
  }

  void place(int now) {
    place = now;
  }

  @Override
  public boolean isQueued() {
    return queued;
  }

  @Override
  public void queued(boolean now) {
    queued = now;
  }
}

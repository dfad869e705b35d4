package dev.tidegate.live;

import dev.tidegate.delivery.Subscription;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session's interest in one document, and what of it the client has not been told. */
final class Watcher {
  /** What waits: nothing, changed fields, the whole document, or that it is gone. */
  enum Pending {
    NOTHING,
    FIELDS,
    WHOLE,
    GONE
  }

  private final Outbox outbox;
  private final WatchedDocument document;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private FieldSet projection = FieldSet.EMPTY;
  private long interval;
  private int snapshotsDue;
  private Pending pending = Pending.NOTHING;
  private FieldSet fields = FieldSet.EMPTY;
  private @Nullable FieldSet replacement;
  private long notBefore = Long.MIN_VALUE / 2;
  private boolean queued;
  private int place;

  Watcher(Outbox outbox, WatchedDocument document) {
    this.outbox = outbox;
    this.document = document;
  }

  WatchedDocument document() {
    return document;
  }

  /** Adds a subscription, or replaces the one of the same id. */
  void add(Subscription subscription) {
    subscriptions.removeIf(s -> s.id().equals(subscription.id()));
    subscriptions.add(subscription);
    combine();
  }

  /** Removes the subscription of that id; tells whether none is left. */
  boolean remove(String subscriptionId) {
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

  FieldSet projection() {
    return projection;
  }

  long interval() {
    return interval;
  }

  /** Updates wait from now on until the snapshot that is due was sent. */
  void awaitSnapshot() {
    snapshotsDue++;
  }

  boolean awaitsSnapshot() {
    return snapshotsDue > 0;
  }

  /** The client was told the whole state, or holds it: what waited is superseded. */
  void snapshotSent() {
    snapshotsDue--;
    superseded();
  }

  /** What waited is of no use: the client has the whole state. That was no update. */
  void superseded() {
    pending = Pending.NOTHING;
    fields = FieldSet.EMPTY;
  }

  /** A document was sent in place of what the client held. */
  void replaced() {
    replacement = projection;
  }

  /**
   * Whether what the client held when it came, it still holds: what was sent in its place may have
   * been of fewer fields than are wanted by now.
   */
  boolean leftAsItCame() {
    FieldSet sent = replacement;
    return sent == null || projection.minus(sent).isEmpty();
  }

  void snapshotCancelled() {
    snapshotsDue--;
    if (!awaitsSnapshot() && pending != Pending.NOTHING) {
      outbox.offer(this);
    }
  }

  /** The document went from one state to the next. */
  void changed(boolean existed, DocumentState state, FieldSet touched) {
    if (pending != Pending.NOTHING) {
      outbox.merged();
    }
    if (!state.exists()) {
      pending = Pending.GONE;
    } else if (!existed || pending == Pending.GONE) {
      pending = Pending.WHOLE;
    } else if (pending == Pending.NOTHING) {
      pending = Pending.FIELDS;
      fields = touched;
    } else if (pending == Pending.FIELDS) {
      fields = fields.union(touched);
    }
    if (!awaitsSnapshot()) {
      outbox.offer(this);
    }
  }

  Pending pending() {
    return pending;
  }

  /** The fields that wait, as far as the client wants them. */
  FieldSet pendingFields() {
    return fields.intersection(projection);
  }

  /** The client was told all that waited by an update, at this time of the hub's clock. */
  void told(long now) {
    superseded();
    notBefore = now + interval;
  }

  /** When the next update may go out, on the hub's clock. */
  long notBefore() {
    return interval == 0 ? 0 : notBefore;
  }

  /** Where it stands in its document's list. */
  int place() {
    return place;
  }

  void place(int now) {
    place = now;
  }

  /** Nobody wants the document any more: what waits in queues is to be left out. */
  void detach() {
    pending = Pending.NOTHING;
    subscriptions.clear();
  }

  boolean isDetached() {
    return subscriptions.isEmpty();
  }

  boolean isQueued() {
    return queued;
  }

  void queued(boolean now) {
    queued = now;
  }
}

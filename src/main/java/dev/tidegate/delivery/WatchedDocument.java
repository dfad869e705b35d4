package dev.tidegate.delivery;

import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * A document that sessions of this event loop watch. They share its state. The state advances by
 * changes that follow it, and by reads; the watchers receive each advance as a difference.
 */
public final class WatchedDocument {
  private final CurrentDocument current;
  private final LiveMemory memory;
  private final List<Watcher> watchers = new ArrayList<>(1);
  private long floor;
  private int pins;

  WatchedDocument(CurrentDocument current, LiveMemory memory) {
    this.current = current;
    this.memory = memory;
  }

  Collection collection() {
    return current.collection();
  }

  DocumentKey key() {
    return current.key();
  }

  /** Adds a watcher of an outbox. */
  Watcher watch(Outbox outbox) {
    Watcher watcher = new Watcher(outbox, current, watchers.size());
    watchers.add(watcher);
    return watcher;
  }

  /** Removes a watcher in constant time. */
  void remove(Watcher watcher) {
    Watcher last = watchers.removeLast();
    if (last != watcher) {
      watchers.set(watcher.place(), last);
      last.place(watcher.place());
    }
  }

  /** Keeps the state current, even without watchers. */
  void pin() {
    pins++;
  }

  void unpin() {
    pins--;
  }

  /** Returns whether the state is needed. */
  boolean isWatched() {
    return pins > 0 || !watchers.isEmpty();
  }

  /** Returns whether the state is known, perhaps an old one. */
  public boolean isRead() {
    return current.isRead();
  }

  /** Returns the newest known state. Complete only if {@link #isCurrent}. */
  public DocumentState state() {
    return current.state();
  }

  /** Returns whether the state contains every received change. */
  public boolean isCurrent() {
    return current.isRead() && current.state().rev() >= floor;
  }

  long bytes() {
    return current.bytes();
  }

  /** Applies a change from the feed; returns whether the document must be read. */
  public boolean apply(Change change) {
    if (!current.isRead()) {
      floor = Math.max(floor, change.rev());
      return true;
    }
    DocumentState known = current.state();
    if (change.rev() <= known.rev()) {
      return false;
    }
    floor = Math.max(floor, change.rev());
    DocumentState next = known.after(change);
    if (next == null) {
      return true;
    }
    FieldSet touched =
        change instanceof Change.Updated updated ? updated.touched() : FieldSet.EMPTY;
    advance(known, next, touched);
    return false;
  }

  /** Takes the result of a read. One that is no longer watched stays without a state. */
  void learn(DocumentState found) {
    if (!isWatched()) {
      return;
    }
    if (!current.isRead()) {
      replace(found);
      return;
    }
    DocumentState known = current.state();
    if (found.rev() > known.rev()) {
      Values before = known.values();
      Values after = found.values();
      if (before != null || after != null) {
        FieldSet touched =
            before == null || after == null ? FieldSet.EMPTY : before.difference(after);
        advance(known, found, touched);
      } else {
        replace(found);
      }
    }
  }

  /** Releases the state, which nobody needs. */
  void forget() {
    memory.watched(-current.bytes());
    current.replace(null);
  }

  private void replace(DocumentState next) {
    long before = current.bytes();
    current.replace(next);
    memory.watched(current.bytes() - before);
  }

  private void advance(DocumentState from, DocumentState to, FieldSet touched) {
    replace(to);
    for (Watcher watcher : watchers) {
      watcher.changed(from.exists(), to.exists(), touched);
    }
  }
}

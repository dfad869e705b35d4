package dev.tidegate.live;

import dev.tidegate.delivery.LiveMemory;
import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.FieldSet;
import dev.tidegate.model.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document that sessions of this loop watch, and its newest known state, which all of them share.
 * The state advances by changes that follow it and by what a read found; every advance is told to
 * the watchers as the difference.
 */
final class WatchedDocument {
  private static final long STATE_BYTES = 200;

  private final Collection collection;
  private final DocumentKey key;
  private final List<Watcher> watchers = new ArrayList<>(1);
  private final UpdateEncoder encoder;
  private final LiveMemory memory;
  private @Nullable DocumentState state;
  private long floor;
  private int pins;

  WatchedDocument(
      Collection collection, DocumentKey key, Encoding.Shared encodings, LiveMemory memory) {
    this.collection = collection;
    this.key = key;
    this.encoder = new UpdateEncoder(this, encodings);
    this.memory = memory;
  }

  Collection collection() {
    return collection;
  }

  DocumentKey key() {
    return key;
  }

  void add(Watcher watcher) {
    watcher.place(watchers.size());
    watchers.add(watcher);
  }

  /** Keeps its state up to date, whether or not there are watchers. */
  void pin() {
    pins++;
  }

  void unpin() {
    pins--;
  }

  /** Removes a watcher without looking for it. */
  void remove(Watcher watcher) {
    Watcher last = watchers.removeLast();
    if (last != watcher) {
      watchers.set(watcher.place(), last);
      last.place(watcher.place());
    }
  }

  /** Whether anybody is left who wants to know: what nobody watches is read no more. */
  boolean isWatched() {
    return pins > 0 || !watchers.isEmpty();
  }

  UpdateEncoder encoder() {
    return encoder;
  }

  /** Whether there is a state, if perhaps an old one. */
  boolean isRead() {
    return state != null;
  }

  /** The newest state known; only once it {@link #isCurrent}. */
  DocumentState state() {
    DocumentState known = state;
    if (known == null) {
      throw new IllegalStateException(key + " has not been read");
    }
    return known;
  }

  /** Whether the state has every change heard of. */
  boolean isCurrent() {
    DocumentState known = state;
    return known != null && known.rev() >= floor;
  }

  /** Takes a change from the feed; tells whether the document must be read to know its state. */
  boolean apply(Change change) {
    DocumentState known = state;
    if (known != null && change.rev() <= known.rev()) {
      return false;
    }
    floor = Math.max(floor, change.rev());
    DocumentState next = known == null ? null : known.after(change);
    if (known == null || next == null) {
      return true;
    }
    FieldSet touched =
        change instanceof Change.Updated updated ? updated.touched() : FieldSet.EMPTY;
    advance(known, next, touched);
    return false;
  }

  /** Takes what a read found. */
  void learn(DocumentState found) {
    DocumentState known = state;
    if (known == null) {
      replace(found);
    } else if (found.rev() > known.rev()) {
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

  /** Nobody watches it any more. */
  void forget() {
    memory.watched(-bytes());
    state = null;
  }

  /** About what the state occupies. */
  long bytes() {
    DocumentState known = state;
    return known == null ? 0 : bytes(known);
  }

  private static long bytes(DocumentState state) {
    Values values = state.values();
    return STATE_BYTES + (values == null ? 0 : values.memory());
  }

  private void replace(DocumentState next) {
    memory.watched(bytes(next) - bytes());
    state = next;
  }

  private void advance(DocumentState from, DocumentState to, FieldSet touched) {
    replace(to);
    encoder.clear();
    for (Watcher watcher : watchers) {
      watcher.changed(from.exists(), to, touched);
    }
  }
}

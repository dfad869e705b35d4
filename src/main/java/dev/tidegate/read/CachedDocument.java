package dev.tidegate.read;

import dev.tidegate.model.Change;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import org.jspecify.annotations.Nullable;

/**
 * Cached state of a document.
 *
 * @param floor revision that a client has seen. An older state is no longer returned, but advances
 *     when the missing changes arrive.
 */
record CachedDocument(DocumentState state, long floor) {
  /** Bytes of the map entry, this record, the state, and the key, without the id. */
  private static final int OVERHEAD = 240;

  boolean isCurrent() {
    return state.rev() >= floor;
  }

  CachedDocument notBefore(long rev) {
    return rev <= state.rev() || rev <= floor ? this : new CachedDocument(state, rev);
  }

  /** Returns the state after a change; {@code null} if the change does not follow this state. */
  @Nullable CachedDocument after(Change change) {
    if (change.rev() <= state.rev()) {
      return this;
    }
    DocumentState next = state.after(change);
    return next == null ? null : new CachedDocument(next, floor);
  }

  /** Returns the approximate bytes of heap. */
  int weight() {
    Values values = state.values();
    return OVERHEAD + state.key().id().length() + (values == null ? 0 : values.memory());
  }
}

package dev.tidegate.read;

import dev.tidegate.model.Change;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import org.jspecify.annotations.Nullable;

/**
 * A state held.
 *
 * @param floor the document's revision that the answer to a write gave away: an older state is not
 *     to be answered any more, but goes on when the change arrives that leads there
 */
record CachedDocument(DocumentState state, long floor) {
  /** What a map's node, this record, the state, the key and its strings take without the id. */
  private static final int OVERHEAD = 240;

  boolean isCurrent() {
    return state.rev() >= floor;
  }

  CachedDocument notBefore(long rev) {
    return rev <= state.rev() || rev <= floor ? this : new CachedDocument(state, rev);
  }

  /** After a change; {@code null} where it does not follow this state. */
  @Nullable CachedDocument after(Change change) {
    if (change.rev() <= state.rev()) {
      return this;
    }
    DocumentState next = state.after(change);
    return next == null ? null : new CachedDocument(next, floor);
  }

  /** About the bytes of heap it takes. */
  int weight() {
    Values values = state.values();
    return OVERHEAD + state.key().id().length() + (values == null ? 0 : values.memory());
  }
}

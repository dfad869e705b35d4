package dev.tidegate.livequery;

import dev.tidegate.match.LastUsed;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Values;
import org.jspecify.annotations.Nullable;

/** Last evaluated states of the documents that changed last. */
final class PreviousStates {
  private static final long MAX_BYTES = 64 << 20;
  private static final long STATE = 120;

  private final LastUsed<String, DocumentState> byId =
      new LastUsed<>(MAX_BYTES, PreviousStates::bytes);

  /** About what a state takes; the key is a part of it. */
  private static long bytes(String id, DocumentState state) {
    Values values = state.values();
    return STATE + 2L * id.length() + (values == null ? 0 : values.memory());
  }

  /** Keeps a state; answers the one before, if that is known. */
  @Nullable DocumentState replace(DocumentState state) {
    return byId.put(state.key().id(), state);
  }

  /** Forgets all states after a gap in the changes. */
  void clear() {
    byId.clear();
  }
}

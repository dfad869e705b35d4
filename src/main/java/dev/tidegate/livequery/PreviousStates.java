package dev.tidegate.livequery;

import dev.tidegate.match.LastUsed;
import dev.tidegate.model.DocumentState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the documents that changed last were when they were held against queries. */
final class PreviousStates {
  private static final int MOST = 20_000;

  private final Map<String, DocumentState> byId = new LastUsed<>(MOST);

  /** Keeps a state; answers the one before, if that is known. */
  @Nullable DocumentState replace(DocumentState state) {
    return byId.put(state.key().id(), state);
  }

  /** What happens from here on is not followed without a break. */
  void clear() {
    byId.clear();
  }
}

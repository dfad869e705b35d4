package dev.tidegate.delivery;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client still holds of what it watched before. */
public sealed interface ClientState {
  ClientState NOTHING = new Revisions(Map.of());

  /** Whether it has no need to be sent this state, which exists. */
  boolean has(DocumentState state);

  /** The document's state is not older than this. */
  long atLeast(DocumentKey key);

  boolean isEmpty();

  /** Calls {@code then} once it is known whether to believe it. */
  void examine(ResumePositions positions, Runnable then);

  /** Revisions by id. */
  record Revisions(Map<String, Long> byId) implements ClientState {
    @Override
    public void examine(ResumePositions positions, Runnable then) {
      then.run();
    }

    @Override
    public boolean has(DocumentState state) {
      Long rev = byId.get(state.key().id());
      return rev != null && rev == state.rev();
    }

    @Override
    public long atLeast(DocumentKey key) {
      return byId.getOrDefault(key.id(), 0L);
    }

    @Override
    public boolean isEmpty() {
      return byId.isEmpty();
    }
  }

  /** Everything up to a place in the log, if that is a place of this log. */
  final class UpTo implements ClientState {
    private final Position position;
    private boolean refused;

    private UpTo(Position position) {
      this.position = position;
    }

    @Override
    public void examine(ResumePositions positions, Runnable then) {
      positions.judge(
          position,
          then,
          reason -> {
            refused = true;
            then.run();
          });
    }

    @Override
    public boolean has(DocumentState state) {
      return !refused && state.rev() <= rev(state.key());
    }

    @Override
    public long atLeast(DocumentKey key) {
      return 0;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    private long rev(DocumentKey key) {
      return position.rev(new Shards(position.shards()).of(key));
    }
  }

  /**
   * @param since {@code null} for nothing held
   */
  static ClientState upTo(@Nullable Position since) {
    return since == null ? NOTHING : new UpTo(since);
  }
}

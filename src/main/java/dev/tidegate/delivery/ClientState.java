package dev.tidegate.delivery;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.model.Position;
import dev.tidegate.model.Shards;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents that a reconnecting client still has. */
public sealed interface ClientState {
  ClientState NOTHING = new Revisions(Map.of());

  /** Returns whether the client has this state of an existing document. */
  boolean has(DocumentState state);

  /** Returns a revision that the document has reached; 0 if unknown. */
  long atLeast(DocumentKey key);

  boolean isEmpty();

  /** Calls {@code then} when the resume position, if any, has been validated. */
  void examine(ResumePositions positions, Runnable then);

  /** The revisions of single documents, by id. */
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

  /** All documents up to a position, if it is a position of this log. */
  final class UpTo implements ClientState {
    private final Position position;
    private boolean refused;

    private UpTo(Position position) {
      this.position = position;
    }

    @Override
    public void examine(ResumePositions positions, Runnable then) {
      positions.validate(
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
   * Returns the state of a client that has everything up to a position.
   *
   * @param since {@code null} for a client that has nothing
   */
  static ClientState upTo(@Nullable Position since) {
    return since == null ? NOTHING : new UpTo(since);
  }
}

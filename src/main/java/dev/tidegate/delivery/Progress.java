package dev.tidegate.delivery;

import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * Positions of one event loop in the log: how far it has dispatched changes, and up to where its
 * documents are complete. While documents have to be read again, the latter stays behind.
 */
public final class Progress {
  private Position dispatched;
  private @Nullable Position incomplete;
  private int readings;

  public Progress(Position dispatched) {
    this.dispatched = dispatched;
  }

  /** Returns the position after which the next batch starts. */
  public Position dispatched() {
    return dispatched;
  }

  /** Returns the position up to which the states of all documents are complete. */
  public Position complete() {
    return incomplete == null ? dispatched : incomplete;
  }

  public void advance(Position reached) {
    dispatched = reached;
  }

  /** Advances past changes that are known only when documents have been read again. */
  public void advanceBeforeReading(Position reached) {
    incomplete = complete();
    readings++;
    dispatched = reached;
  }

  /** Notifies that the documents of one {@link #advanceBeforeReading} have been read. */
  public void read() {
    readings--;
    if (readings == 0) {
      incomplete = null;
    }
  }
}

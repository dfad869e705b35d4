package dev.tidegate.delivery;

import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * How far one event loop has come in the log, and how far its clients may be told they have: not
 * beyond the place where documents fell behind, until these have been read again.
 */
public final class Progress {
  private Position dispatched;
  private @Nullable Position held;
  private int readings;

  public Progress(Position dispatched) {
    this.dispatched = dispatched;
  }

  /** The place after which the next batch comes. */
  public Position dispatched() {
    return dispatched;
  }

  /** The place up to which all changes are known. */
  public Position complete() {
    return held == null ? dispatched : held;
  }

  public void advance(Position reached) {
    dispatched = reached;
  }

  /** Documents have to be read again to know what this batch, or a gap, did to them. */
  public void advanceBeforeReading(Position reached) {
    held = complete();
    readings++;
    dispatched = reached;
  }

  /** They have been read. */
  public void read() {
    readings--;
    if (readings == 0) {
      held = null;
    }
  }
}

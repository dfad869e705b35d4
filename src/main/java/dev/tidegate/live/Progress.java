package dev.tidegate.live;

import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * How far one event loop has come in the log, and how far its clients may be told they have: not
 * beyond the place where documents fell behind, until these have been read again.
 */
final class Progress {
  private Position dispatched;
  private @Nullable Position held;
  private int readings;

  Progress(Position dispatched) {
    this.dispatched = dispatched;
  }

  /** The place after which the next batch comes. */
  Position dispatched() {
    return dispatched;
  }

  /** The place up to which all changes are known. */
  Position complete() {
    return held == null ? dispatched : held;
  }

  void advance(Position reached) {
    dispatched = reached;
  }

  /** Documents have to be read again to know what this batch, or a gap, did to them. */
  void advanceBeforeReading(Position reached) {
    held = complete();
    readings++;
    dispatched = reached;
  }

  /** They have been read. */
  void read() {
    readings--;
    if (readings == 0) {
      held = null;
    }
  }
}

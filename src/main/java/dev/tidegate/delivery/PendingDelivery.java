package dev.tidegate.delivery;

import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/** What one client is owed, and up to where it has been sent all that it watches meanwhile. */
public final class PendingDelivery {
  private int waiting;
  private int snapshots;
  private @Nullable Position since;

  /**
   * Something is due.
   *
   * @param now the place in the log up to which all else has been sent
   */
  public void add(Position now) {
    if (waiting++ == 0) {
      since = now;
    }
  }

  /**
   * A snapshot is due, from before its documents are read until its last message is sent.
   *
   * @param held up to where the client holds what it will tell
   */
  public void addSnapshot(Position held) {
    Position before = since;
    since = before != null && before.epoch().equals(held.epoch()) ? before.earlier(held) : held;
    waiting++;
    snapshots++;
  }

  public void settle(int count) {
    waiting -= count;
    if (waiting == 0) {
      since = null;
    }
  }

  public void settleSnapshot() {
    snapshots--;
    settle(1);
  }

  public int waiting() {
    return waiting;
  }

  public boolean isSnapshotDue() {
    return snapshots > 0;
  }

  /** Up to where all was sent before what is due now; {@code null} where nothing is. */
  public @Nullable Position since() {
    return since;
  }
}

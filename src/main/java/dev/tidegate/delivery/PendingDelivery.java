package dev.tidegate.delivery;

import dev.tidegate.model.Position;
import org.jspecify.annotations.Nullable;

/** Number of waiting deliveries of one client, and the position up to which all was sent. */
public final class PendingDelivery {
  private int waiting;
  private int snapshots;
  private @Nullable Position since;

  /**
   * Adds a delivery.
   *
   * @param now the position up to which everything else has been sent
   */
  public void add(Position now) {
    if (waiting++ == 0) {
      since = now;
    }
  }

  /**
   * Adds a snapshot, which is due from before its documents are read until its last message.
   *
   * @param had the position up to which the client has its content already
   */
  public void addSnapshot(Position had) {
    Position before = since;
    since = before != null && before.epoch().equals(had.epoch()) ? before.earlier(had) : had;
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

  /** Returns the position before all waiting deliveries; {@code null} if none waits. */
  public @Nullable Position since() {
    return since;
  }
}

package dev.tidegate.live;

import dev.tidegate.delivery.ClientState;
import dev.tidegate.delivery.LiveMemoryFullException;
import dev.tidegate.delivery.Outbox;
import dev.tidegate.delivery.Progress;
import dev.tidegate.delivery.Snapshot;
import dev.tidegate.delivery.SnapshotReads;
import dev.tidegate.delivery.Subscription;
import dev.tidegate.delivery.Watcher;
import dev.tidegate.wire.GatewayMessages;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Start of the snapshots of one session, each after the confirmation of its subscription. */
final class Snapshots {
  private final SnapshotReads reads;
  private final Progress progress;
  private final Outbox outbox;

  Snapshots(SnapshotReads reads, Progress progress, Outbox outbox) {
    this.reads = reads;
    this.progress = progress;
    this.outbox = outbox;
  }

  /**
   * Sends {@code subscribed}, and prepares the snapshot, which the outbox expects.
   *
   * @param attached watchers that await the snapshot
   * @param order ids of the members of a live query; {@code null} for a subscription by ids
   * @param failed called with the reason if the documents can't be watched
   */
  Snapshot start(
      Subscription subscription,
      List<Watcher> attached,
      ClientState had,
      @Nullable List<String> order,
      Consumer<Throwable> failed) {
    outbox.send(
        GatewayMessages.subscribed(
            subscription.id(), subscription.interval(), progress.complete()));
    Snapshot snapshot = new Snapshot(subscription.id(), attached, had, order);
    reads.start(snapshot, outbox, () -> refuse(snapshot, failed));
    return snapshot;
  }

  /** Cancels the snapshot, and offers it so that the outbox no longer expects it. */
  private void refuse(Snapshot snapshot, Consumer<Throwable> failed) {
    boolean wanted = !snapshot.isDone();
    snapshot.cancel();
    outbox.offer(snapshot);
    if (wanted) {
      failed.accept(new LiveMemoryFullException());
    }
  }
}

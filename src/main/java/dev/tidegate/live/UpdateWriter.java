package dev.tidegate.live;

import dev.tidegate.delivery.DeliveryClock;
import dev.tidegate.delivery.LiveCounters;
import dev.tidegate.model.Collection;
import java.util.ArrayList;
import java.util.List;

/** Tells one client after the other what its watchers have waiting, many changes in a message. */
final class UpdateWriter {
  private static final int MESSAGE_BYTES = 48 << 10;

  private final LiveCounters counters;
  private final DeliveryClock clock;
  private final UpdateFrames frames = new UpdateFrames();

  /** Of the message under way; kept, so that a client costs no list. */
  private final List<EncodedChange> changes = new ArrayList<>();

  UpdateWriter(LiveCounters counters, DeliveryClock clock) {
    this.counters = counters;
    this.clock = clock;
  }

  /**
   * Writes what waits of these.
   *
   * @param now on the hub's clock
   * @return whether some of it goes at an interval
   */
  boolean write(List<Watcher> watchers, long now, Outbox to) {
    changes.clear();
    clock.next();
    Collection collection = null;
    boolean paced = false;
    int size = 0;
    for (Watcher watcher : watchers) {
      watcher.queued(false);
      if (watcher.pending() == Watcher.Pending.NOTHING || watcher.awaitsSnapshot()) {
        continue;
      }
      WatchedDocument document = watcher.document();
      if (collection != null && (collection != document.collection() || size > MESSAGE_BYTES)) {
        send(collection, to);
        size = 0;
      }
      collection = document.collection();
      EncodedChange change = document.encoder().change(watcher);
      changes.add(change);
      size += change.json().length;
      if (watcher.pending() == Watcher.Pending.WHOLE) {
        watcher.replaced();
      }
      watcher.told(now);
      clock.delivered(change.rev(), 1);
      paced |= watcher.interval() > 0;
    }
    if (collection != null) {
      send(collection, to);
    }
    return paced;
  }

  private void send(Collection collection, Outbox to) {
    counters.updates(changes.size());
    to.send(frames.update(collection.name(), changes));
    changes.clear();
  }

  /** The turn is over: what was shared in it is of no more use. */
  void endTurn() {
    frames.clear();
  }
}

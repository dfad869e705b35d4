package dev.tidegate.feed;

import dev.tidegate.model.Position;
import io.vertx.core.Future;

/** Listener to changes. Called on the context of the feed; must not block. */
public interface FeedListener {

  /** Notifies of changes, if any, that follow the previous ones without a gap. */
  void onChanges(ChangeBatch batch);

  /**
   * Notifies that changes before this position were missed. Cached and watched documents must be
   * read again, now or later.
   */
  void onGap(Position position);

  /**
   * Notifies that the content of the store was replaced. Cached states and earlier guarantees are
   * void.
   */
  void onEpoch(Position position);

  /**
   * Completes when the listener has processed what it received before, or handed it on as less. The
   * feed waits for it when much is on its way. A listener that processes within the calls above
   * needs no more than this.
   */
  default Future<Void> settled() {
    return Future.succeededFuture();
  }
}

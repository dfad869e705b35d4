package dev.tidegate.feed;

import dev.tidegate.model.Position;
import io.vertx.core.Future;

/** Who hears of changes. Called on the feed's context; must not block. */
public interface FeedListener {

  /** These, if any, follow what was heard before, without a gap. */
  void onChanges(ChangeBatch batch);

  /**
   * Something before this position was missed: what is held of documents must be read again, now or
   * later.
   */
  void onGap(Position position);

  /** The store's content is another one: what is held and what was promised is void. */
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

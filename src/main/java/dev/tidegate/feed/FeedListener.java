package dev.tidegate.feed;

import dev.tidegate.model.Position;

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
}

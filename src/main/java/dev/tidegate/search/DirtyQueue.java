package dev.tidegate.search;

import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import java.util.List;

/** The documents of one shard that changed since they were last indexed. */
public interface DirtyQueue {

  /** One marked document and the revision that marked it last. */
  record Entry(DocumentKey key, long rev) {}

  /**
   * Takes or renews the right to index this shard, so that one gateway at a time does.
   *
   * @return whether this gateway holds it now
   */
  Future<Boolean> acquireLease();

  /** Gives the right up, if held. */
  Future<Void> releaseLease();

  /** Up to {@code limit} entries, those marked first. They stay in the queue. */
  Future<List<Entry>> oldest(int limit);

  /** Removes the entries that were not marked again since. */
  Future<Void> done(List<Entry> entries);

  Future<Long> size();
}

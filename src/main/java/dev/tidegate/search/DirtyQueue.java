package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import java.util.List;

/** The documents of one shard that changed since they were last indexed. */
public interface DirtyQueue {

  /** One marked document and the revision that marked it last. */
  record Entry(DocumentKey key, long rev) {}

  /** An entry that the index will not take, and why. */
  record Refusal(Entry entry, String reason) {}

  /**
   * How far the index trails in this shard.
   *
   * @param waiting documents not indexed yet
   * @param oldestRev the revision waiting longest; 0 if none waits
   * @param refused documents that the index would not take
   */
  record Backlog(long waiting, long oldestRev, long refused) {}

  /**
   * Takes or renews the right to index this shard, so that one gateway at a time does. It expires
   * {@link Indexer#LEASE} later.
   *
   * @return whether this gateway holds it now
   */
  Future<Boolean> acquireLease();

  /** Gives the right up, if held. */
  Future<Void> releaseLease();

  /** Up to {@code limit} entries, those marked first. They stay in the queue. */
  Future<List<Entry>> oldest(int limit);

  /** Removes the entries that were not marked again since; they are refused no longer. */
  Future<Void> done(List<Entry> entries);

  /** Puts aside, with the reason, the entries that were not marked again since. */
  Future<Void> refuse(List<Refusal> refusals);

  /** Marks every document of the collection that is not marked yet. */
  Future<Void> markAll(Collection collection);

  Future<Backlog> backlog();
}

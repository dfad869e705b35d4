package dev.tidegate.index;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The documents of one shard that changed since they were last indexed. */
public interface DirtyQueue {

  /**
   * One marked document.
   *
   * @param rev of the first change that the index lacks, or less
   */
  record Entry(DocumentKey key, long rev) {}

  /**
   * A document as it was read for the index.
   *
   * @param upTo every change of it up to this revision was read
   */
  record Seen(DocumentKey key, long upTo, boolean existed) {}

  /** A document that the index will not take. */
  record Refusal(Seen document, String reason) {}

  /**
   * Entries to index.
   *
   * @param clock clock of the shard: later reads see every change up to it
   * @param building indices under construction, by collection, which need the documents, too
   */
  record Taken(List<Entry> entries, long clock, Map<String, String> building) {}

  /**
   * Lag of the index in this shard.
   *
   * @param waiting documents not indexed yet
   * @param oldestRev the revision that has waited longest; 0 if none waits
   * @param refused documents that the index rejected
   */
  record Backlog(long waiting, long oldestRev, long refused) {
    static final Backlog NONE = new Backlog(0, 0, 0);

    /** Of both together. */
    public Backlog plus(Backlog other) {
      long oldest =
          oldestRev == 0 || other.oldestRev == 0
              ? Math.max(oldestRev, other.oldestRev)
              : Math.min(oldestRev, other.oldestRev);
      return new Backlog(waiting + other.waiting, oldest, refused + other.refused);
    }
  }

  /** State of a document in the queue. */
  enum Standing {
    /** Neither of the others: the index should hold its present state. */
    SETTLED,
    WAITING,
    REFUSED
  }

  /**
   * Takes or renews the right to index this shard, so that one gateway at a time does. It expires
   * {@link Indexer#LEASE} later.
   *
   * @return whether this gateway holds it now
   */
  Future<Boolean> acquireLease();

  /** Releases the lease, if this gateway has it. */
  Future<Void> releaseLease();

  /** Up to {@code limit} entries, those marked first. They stay in the queue. */
  Future<Taken> take(int limit);

  /**
   * Removes documents that are indexed as seen and have not changed since. They are no longer dead
   * letters.
   */
  Future<Void> done(List<Seen> documents);

  /** Puts documents aside, with the reason, that did not change since. */
  Future<Void> refuse(List<Refusal> refusals);

  /** Marks those documents that are not marked yet. */
  Future<Void> mark(List<DocumentKey> documents);

  /** In the order asked. */
  Future<List<Standing>> standing(List<DocumentKey> documents);

  /** Announces an index under construction. Later calls that take entries return it. */
  Future<Void> announce(Collection collection, String index);

  /** Ends what {@link #announce} began, if no other index was announced since. */
  Future<Void> withdraw(Collection collection, String index);

  Future<Backlog> backlog();

  /** Of one collection only. Goes through the whole queue, in small steps. */
  Future<Backlog> backlogOf(Collection collection);
}

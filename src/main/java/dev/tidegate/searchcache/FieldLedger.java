package dev.tidegate.searchcache;

import dev.tidegate.model.FieldSet;
import java.util.Arrays;

/**
 * Times of the last changes of the fields of one collection and of its membership, and of their
 * arrival in the index. For any thread. Times are those of one monotonic clock, in nanoseconds.
 */
final class FieldLedger {
  /** The index does not have the last change yet, as far as is known. */
  static final long UNSETTLED = Long.MAX_VALUE;

  private final long[] observed;
  private final long[] revs;
  private final long[] settled;

  FieldLedger(int fields) {
    observed = new long[fields + 1];
    revs = new long[fields + 1];
    settled = new long[fields + 1];
  }

  /** Anything may have changed, up to this revision. */
  synchronized void changedAll(long rev, long now) {
    Arrays.fill(observed, now);
    Arrays.fill(revs, rev);
    Arrays.fill(settled, UNSETTLED);
  }

  /** A document came or went. */
  synchronized void changedMembership(long rev, long now) {
    changed(observed.length - 1, rev, now);
  }

  synchronized void changedFields(FieldSet fields, long rev, long now) {
    fields.forEach(field -> changed(field, rev, now));
  }

  private void changed(int slot, long rev, long now) {
    observed[slot] = now;
    revs[slot] = Math.max(revs[slot], rev);
    settled[slot] = UNSETTLED;
  }

  /**
   * Notes that the queues of the indexer contained nothing older than this revision.
   *
   * @param oldestRev 0 if they were empty
   * @param asked time of the request: the queues may lack changes that the feed delivered later
   * @param now time of the response
   */
  synchronized void indexedBefore(long oldestRev, long asked, long now) {
    for (int slot = 0; slot < observed.length; slot++) {
      boolean isIndexed = oldestRev == 0 || revs[slot] < oldestRev;
      if (settled[slot] == UNSETTLED && observed[slot] <= asked && isIndexed) {
        settled[slot] = now;
      }
    }
  }

  /** Since when the index has every change of these fields and of the membership. */
  synchronized long settledSince(FieldSet fields) {
    long[] latest = {settled[observed.length - 1]};
    fields.forEach(field -> latest[0] = Math.max(latest[0], settled[field]));
    return latest[0];
  }
}

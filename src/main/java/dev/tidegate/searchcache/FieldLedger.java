package dev.tidegate.searchcache;

import dev.tidegate.model.FieldSet;
import java.util.Arrays;

/**
 * When the fields of one collection, and its membership, last changed, and since when the index has
 * that. Usable on any thread. Times are those of one monotonic clock, in nanoseconds.
 */
final class FieldLedger {
  /** The index does not have the last change yet, as far as is known. */
  static final long UNSETTLED = Long.MAX_VALUE;

  private final long[] heard;
  private final long[] revs;
  private final long[] settled;

  FieldLedger(int fields) {
    heard = new long[fields + 1];
    revs = new long[fields + 1];
    settled = new long[fields + 1];
  }

  /** Anything may have changed, up to this revision. */
  synchronized void changedAll(long rev, long now) {
    Arrays.fill(heard, now);
    Arrays.fill(revs, rev);
    Arrays.fill(settled, UNSETTLED);
  }

  /** A document came or went. */
  synchronized void changedMembership(long rev, long now) {
    changed(heard.length - 1, rev, now);
  }

  synchronized void changedFields(FieldSet fields, long rev, long now) {
    fields.forEach(field -> changed(field, rev, now));
  }

  private void changed(int slot, long rev, long now) {
    heard[slot] = now;
    revs[slot] = Math.max(revs[slot], rev);
    settled[slot] = UNSETTLED;
  }

  /**
   * The indexer's queues held nothing older than this revision.
   *
   * @param oldestRev 0 where they held nothing
   * @param asked when they were asked: changes heard later may not have been in them
   * @param now when they answered
   */
  synchronized void indexedBefore(long oldestRev, long asked, long now) {
    for (int slot = 0; slot < heard.length; slot++) {
      boolean isIndexed = oldestRev == 0 || revs[slot] < oldestRev;
      if (settled[slot] == UNSETTLED && heard[slot] <= asked && isIndexed) {
        settled[slot] = now;
      }
    }
  }

  /** Since when the index has every change of these fields and of the membership. */
  synchronized long settledSince(FieldSet fields) {
    long[] latest = {settled[heard.length - 1]};
    fields.forEach(field -> latest[0] = Math.max(latest[0], settled[field]));
    return latest[0];
  }
}

package dev.tidegate.resultcache;

import dev.tidegate.model.FieldSet;
import dev.tidegate.search.FreshWrites.Written;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The documents of one collection that this gateway wrote last, until the index finds them. Usable
 * on any thread. Times are those of one monotonic clock, in nanoseconds.
 */
final class RecentWrites {
  /** A search looks at each of them. Of more writes at a time the first are left to the index. */
  static final int MOST = 256;

  /**
   * The writes of one document.
   *
   * @param created whether it was not there before
   * @param settled since when the index has them; {@link FieldLedger#UNSETTLED} as far as is known
   */
  private record Write(Written last, FieldSet touched, boolean created, long heard, long settled) {

    Write settledAt(long now) {
      return new Write(last, touched, created, heard, now);
    }
  }

  private final SequencedMap<String, Write> byId = new LinkedHashMap<>();
  private final long findableNanos;

  /**
   * @param findableNanos how long after a change is indexed it is found for certain
   */
  RecentWrites(long findableNanos) {
    this.findableNanos = findableNanos;
  }

  synchronized void written(String id, long rev, FieldSet touched, boolean created, long now) {
    Write before = byId.remove(id);
    Write write =
        before == null
            ? new Write(new Written(id, rev), touched, created, now, FieldLedger.UNSETTLED)
            : new Write(
                new Written(id, Math.max(before.last().rev(), rev)),
                before.touched().union(touched),
                before.created() || created,
                now,
                FieldLedger.UNSETTLED);
    byId.put(id, write);
    if (byId.size() > MOST) {
      byId.pollFirstEntry();
    }
  }

  /** As {@link FieldLedger#indexedBefore}. */
  synchronized void indexedBefore(long oldestRev, long asked, long now) {
    byId.replaceAll(
        (id, write) -> {
          boolean isIndexed = oldestRev == 0 || write.last().rev() < oldestRev;
          return write.settled() == FieldLedger.UNSETTLED && write.heard() <= asked && isIndexed
              ? write.settledAt(now)
              : write;
        });
  }

  /** Whether it is not known of all of them that the index has them. */
  synchronized boolean areUnsettled() {
    return byId.values().stream().anyMatch(write -> write.settled() == FieldLedger.UNSETTLED);
  }

  /** Those of which one of these fields was written, and those that are new. */
  synchronized List<Written> of(FieldSet fields, long now) {
    if (byId.isEmpty()) {
      return List.of();
    }
    List<Written> found = new ArrayList<>();
    Iterator<Write> writes = byId.values().iterator();
    while (writes.hasNext()) {
      Write write = writes.next();
      if (write.settled() != FieldLedger.UNSETTLED && now - write.settled() > findableNanos) {
        writes.remove();
      } else if (write.created() || write.touched().intersects(fields)) {
        found.add(write.last());
      }
    }
    return found;
  }

  synchronized void clear() {
    byId.clear();
  }
}

package dev.tidegate.searchcache;

import dev.tidegate.model.FieldSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private record Write(FieldSet touched, boolean created, long rev, long heard, long settled) {

    Write settledAt(long now) {
      return new Write(touched, created, rev, heard, now);
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
    byId.put(
        id,
        before == null
            ? new Write(touched, created, rev, now, FieldLedger.UNSETTLED)
            : new Write(
                before.touched().union(touched),
                before.created() || created,
                Math.max(before.rev(), rev),
                now,
                FieldLedger.UNSETTLED));
    if (byId.size() > MOST) {
      byId.pollFirstEntry();
    }
  }

  /** As {@link FieldLedger#indexedBefore}. */
  synchronized void indexedBefore(long oldestRev, long asked, long now) {
    byId.replaceAll(
        (id, write) -> {
          boolean isIndexed = oldestRev == 0 || write.rev() < oldestRev;
          return write.settled() == FieldLedger.UNSETTLED && write.heard() <= asked && isIndexed
              ? write.settledAt(now)
              : write;
        });
  }

  /** Whether it is not known of all of them that the index has them. */
  synchronized boolean areUnsettled() {
    return byId.values().stream().anyMatch(write -> write.settled() == FieldLedger.UNSETTLED);
  }

  /** Those of which one of these fields was written, and those that are new: revisions by id. */
  synchronized Map<String, Long> of(FieldSet fields, long now) {
    if (byId.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> found = new LinkedHashMap<>();
    Iterator<Map.Entry<String, Write>> entries = byId.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Write> entry = entries.next();
      Write write = entry.getValue();
      if (write.settled() != FieldLedger.UNSETTLED && now - write.settled() > findableNanos) {
        entries.remove();
      } else if (write.created() || write.touched().intersects(fields)) {
        found.put(entry.getKey(), write.rev());
      }
    }
    return found;
  }

  synchronized void clear() {
    byId.clear();
  }
}

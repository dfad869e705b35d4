package dev.tidegate.search;

import dev.tidegate.model.FieldSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Last writes of this gateway to one collection, until the index returns them. Usable on any
 * thread. Times are those of one monotonic clock, in nanoseconds.
 */
final class CollectionWrites {
  /** Maximum documents, because a search examines each of them. The oldest are dropped first. */
  static final int MAX = 256;

  /** The index does not have the write yet, as far as is known. */
  private static final long UNSETTLED = Long.MAX_VALUE;

  /**
   * Combined writes of one document.
   *
   * @param created whether the first of them created the document
   * @param written time of the last one
   * @param settled time since which the index has them; {@link #UNSETTLED} if that is unknown
   */
  private record Write(FieldSet touched, boolean created, long rev, long written, long settled) {

    Write settledAt(long now) {
      return new Write(touched, created, rev, written, now);
    }
  }

  private final SequencedMap<String, Write> byId = new LinkedHashMap<>();
  private final long findableNanos;

  /**
   * Creates an empty set.
   *
   * @param findableNanos time after which the index certainly returns a change that it has
   */
  CollectionWrites(long findableNanos) {
    this.findableNanos = findableNanos;
  }

  /** Adds a write. */
  synchronized void written(String id, long rev, FieldSet touched, boolean created, long now) {
    Write before = byId.remove(id);
    byId.put(
        id,
        before == null
            ? new Write(touched, created, rev, now, UNSETTLED)
            : new Write(
                before.touched().union(touched),
                before.created() || created,
                Math.max(before.rev(), rev),
                now,
                UNSETTLED));
    if (byId.size() > MAX) {
      byId.pollFirstEntry();
    }
  }

  /** Settles writes that the index has; see {@link RecentWrites#indexedBefore}. */
  synchronized void indexedBefore(long oldestRev, long asked, long now) {
    byId.replaceAll(
        (id, write) -> {
          boolean isIndexed = oldestRev == 0 || write.rev() < oldestRev;
          return write.settled() == UNSETTLED && write.written() <= asked && isIndexed
              ? write.settledAt(now)
              : write;
        });
  }

  /** Returns whether the index may lack one of the writes. */
  synchronized boolean areUnsettled() {
    return byId.values().stream().anyMatch(write -> write.settled() == UNSETTLED);
  }

  /**
   * Returns the revisions of the new documents, and of those in which one of these fields was
   * written, by id.
   */
  synchronized Map<String, Long> of(FieldSet fields, long now) {
    if (byId.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> found = new LinkedHashMap<>();
    Iterator<Map.Entry<String, Write>> entries = byId.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Write> entry = entries.next();
      Write write = entry.getValue();
      if (write.settled() != UNSETTLED && now - write.settled() > findableNanos) {
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

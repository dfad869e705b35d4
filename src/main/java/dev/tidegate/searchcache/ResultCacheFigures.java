package dev.tidegate.searchcache;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters of the result cache. For any thread. */
public final class ResultCacheFigures {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder collapsed = new LongAdder();
  private final LongAdder invalidations = new LongAdder();
  private volatile LongSupplier bytes = () -> 0;
  private volatile LongSupplier entries = () -> 0;

  void hit() {
    hits.increment();
  }

  void missed() {
    misses.increment();
  }

  void joined() {
    collapsed.increment();
  }

  void invalidated() {
    invalidations.increment();
  }

  void measure(LongSupplier keptBytes, LongSupplier keptEntries) {
    bytes = keptBytes;
    entries = keptEntries;
  }

  /** Searches answered from memory. */
  public long hits() {
    return hits.sum();
  }

  /** Searches that Elasticsearch was asked. */
  public long misses() {
    return misses.sum();
  }

  /** Searches that waited for the answer to the same one, already under way. */
  public long collapsed() {
    return collapsed.sum();
  }

  /** Answers that were asked for again, but that a change may have altered. */
  public long invalidations() {
    return invalidations.sum();
  }

  /** About the bytes of heap that the answers take. */
  public long bytes() {
    return bytes.getAsLong();
  }

  /** Returns the approximate number of cached results. */
  public long entries() {
    return entries.getAsLong();
  }
}

package dev.tidegate.read;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.atomic.LongAdder;

/** Metrics of the near cache. Usable on any thread. */
public final class CacheFigures {
  private final Cache<?, ?> documents;
  private final LongAdder evictions;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  CacheFigures(Cache<?, ?> documents, LongAdder evictions) {
    this.documents = documents;
    this.evictions = evictions;
  }

  void looked(int found, int missed) {
    hits.add(found);
    misses.add(missed);
  }

  /** Returns the number of documents that were returned from memory. */
  public long hits() {
    return hits.sum();
  }

  /** Returns the number of documents that were not cached, or not in a current state. */
  public long misses() {
    return misses.sum();
  }

  /** Returns the number of documents that were evicted. */
  public long evictions() {
    return evictions.sum();
  }

  /** Returns the approximate number of cached documents. */
  public long entries() {
    return documents.estimatedSize();
  }

  /** Returns the approximate bytes of heap of the cached documents. */
  public long bytes() {
    return documents.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}

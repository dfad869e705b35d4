package dev.tidegate.read;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.atomic.LongAdder;

/** How the near cache does. Usable on any thread. */
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

  /** Documents answered from memory. */
  public long hits() {
    return hits.sum();
  }

  /** Documents that were not held, or not in a state that could be answered. */
  public long misses() {
    return misses.sum();
  }

  /** Documents that made room for others. */
  public long evictions() {
    return evictions.sum();
  }

  /** Documents held, about. */
  public long entries() {
    return documents.estimatedSize();
  }

  /** About the bytes of heap they take. */
  public long bytes() {
    return documents.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}

package dev.tidegate.livequery;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Shards;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far the writes go that this gateway has answered, by shard: who heard an answer is not to be
 * shown a list from before it. A write is minded only for as long as the feed may take to bring it:
 * where that has stopped, an older list is better than none. For any thread.
 */
public final class AnsweredWrites {
  private final Shards shards;
  private final Duration patience;
  private final AtomicLongArray revs;
  private final AtomicLongArray times;

  /**
   * @param patience for how long a write is minded
   */
  public AnsweredWrites(Shards shards, Duration patience) {
    this.shards = shards;
    this.patience = patience;
    this.revs = new AtomicLongArray(shards.count());
    this.times = new AtomicLongArray(shards.count());
  }

  /** A write of this document is about to be answered. */
  public void answered(DocumentKey key, long rev) {
    int shard = shards.of(key);
    times.set(shard, System.nanoTime());
    revs.accumulateAndGet(shard, rev, Math::max);
  }

  Duration patience() {
    return patience;
  }

  /** By shard the revision that a list must have to be shown now; 0 where any will do. */
  long[] revs() {
    long[] now = new long[shards.count()];
    long time = System.nanoTime();
    for (int shard = 0; shard < now.length; shard++) {
      long rev = revs.get(shard);
      now[shard] = time - times.get(shard) < patience.toNanos() ? rev : 0;
    }
    return now;
  }
}

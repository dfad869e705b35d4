package dev.tidegate.livequery;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Shards;
import dev.tidegate.write.WriteCommand;
import dev.tidegate.write.WriteListener;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Latest revision that this gateway has confirmed to clients, by shard. A live query does not show
 * an older list to them. A write counts only for the time that the feed usually needs: without a
 * feed, an older list is better than none. For any thread.
 */
public final class AnsweredWrites implements WriteListener {
  private final Shards shards;
  private final Duration patience;
  private final AtomicLongArray revs;
  private final AtomicLongArray times;

  /**
   * Creates an empty record of writes.
   *
   * @param patience time for which a write counts
   */
  public AnsweredWrites(Shards shards, Duration patience) {
    this.shards = shards;
    this.patience = patience;
    this.revs = new AtomicLongArray(shards.count());
    this.times = new AtomicLongArray(shards.count());
  }

  @Override
  public Future<Void> onResults(List<WriteCommand> commands, List<WriteResult> results) {
    for (WriteResult result : results) {
      if (result instanceof WriteResult.Written written) {
        answered(written.key(), written.rev());
      }
    }
    return DONE;
  }

  void answered(DocumentKey key, long rev) {
    int shard = shards.of(key);
    times.set(shard, System.nanoTime());
    revs.accumulateAndGet(shard, rev, Math::max);
  }

  Duration patience() {
    return patience;
  }

  /** Returns by shard the revision that a list must include; 0 if any list may be shown. */
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

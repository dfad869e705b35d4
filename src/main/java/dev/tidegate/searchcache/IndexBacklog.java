package dev.tidegate.searchcache;

import dev.tidegate.index.DirtyQueue;
import dev.tidegate.index.DirtyQueue.Backlog;
import io.vertx.core.Future;
import java.util.List;

/**
 * The indexer's queues, to be looked at from one event loop.
 *
 * @param queues one for each shard
 */
public record IndexBacklog(List<DirtyQueue> queues) {
  public IndexBacklog {
    queues = List.copyOf(queues);
  }

  /** The least revision that waits to be indexed in any shard; 0 if none does. */
  Future<Long> oldestRev() {
    return Future.all(queues.stream().map(DirtyQueue::backlog).toList())
        .map(
            all ->
                all.<Backlog>list().stream()
                    .mapToLong(Backlog::oldestRev)
                    .filter(rev -> rev > 0)
                    .min()
                    .orElse(0));
  }
}

package dev.tidegate.index;

import dev.tidegate.index.DirtyQueue.Backlog;
import dev.tidegate.loop.EventLoop;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lag of the index over all shards, measured at intervals. */
final class BacklogGauge {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<LeasedShard> shards;
  private final EventLoop loop;
  private volatile Backlog last = Backlog.NONE;
  private boolean measured;
  private long measuredNanos;

  BacklogGauge(List<LeasedShard> shards, EventLoop loop) {
    this.shards = shards;
    this.loop = loop;
  }

  Backlog last() {
    return last;
  }

  /** Measures again, if the last figures are old. */
  Future<Void> refresh() {
    long now = loop.nanos();
    if (measured && now - measuredNanos < INTERVAL_NANOS) {
      return Future.succeededFuture();
    }
    List<Future<Backlog>> backlogs = shards.stream().map(s -> s.queue().backlog()).toList();
    return Future.all(backlogs)
        .map(
            all -> {
              last = all.<Backlog>list().stream().reduce(Backlog.NONE, Backlog::plus);
              measured = true;
              measuredNanos = now;
              return null;
            });
  }
}

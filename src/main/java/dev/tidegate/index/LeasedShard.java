package dev.tidegate.index;

import dev.tidegate.loop.EventLoop;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * One shard's queue, and whether this gateway may work it off. That two gateways do for a moment
 * harms nothing: the index keeps the later state, and the queue what changed again.
 */
final class LeasedShard {
  /**
   * Interval between renewals of a lease, and between requests for one that another gateway has.
   */
  static final Duration RENEWAL = Indexer.LEASE.dividedBy(4);

  private final DirtyQueue queue;
  private final EventLoop loop;
  private boolean granted;
  private long grantedNanos;
  private boolean asking;
  private boolean left;

  LeasedShard(DirtyQueue queue, EventLoop loop) {
    this.queue = queue;
    this.loop = loop;
  }

  DirtyQueue queue() {
    return queue;
  }

  boolean isLeased() {
    return granted && loop.nanos() - grantedNanos < Indexer.LEASE.toNanos();
  }

  /** Renews the lease or tries for it. */
  Future<Void> renew() {
    if (asking || left) {
      return Future.succeededFuture();
    }
    asking = true;
    long now = loop.nanos();
    return queue
        .acquireLease()
        .<Void>map(
            given -> {
              granted = given;
              grantedNanos = now;
              return null;
            })
        .eventually(
            () -> {
              asking = false;
              return left ? release() : Future.succeededFuture();
            });
  }

  /** Leaves the shard to others, until {@link #takePart}. */
  Future<Void> leave() {
    left = true;
    return release();
  }

  void takePart() {
    left = false;
  }

  private Future<Void> release() {
    boolean wasGranted = granted;
    granted = false;
    return wasGranted ? queue.releaseLease() : Future.succeededFuture();
  }
}

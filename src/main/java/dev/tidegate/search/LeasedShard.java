package dev.tidegate.search;

import io.vertx.core.Future;

/** One shard's queue, and whether this gateway may work it off. */
final class LeasedShard {
  private static final long RENEWAL_NANOS = Indexer.LEASE.toNanos() / 3;

  private final DirtyQueue queue;
  private boolean held;
  private boolean asked;
  private long askedNanos;

  LeasedShard(DirtyQueue queue) {
    this.queue = queue;
  }

  DirtyQueue queue() {
    return queue;
  }

  boolean held() {
    return held;
  }

  /** Renews the lease or tries for it, if it is time to. */
  Future<Void> renew() {
    long now = System.nanoTime();
    if (asked && now - askedNanos < RENEWAL_NANOS) {
      return Future.succeededFuture();
    }
    held = false;
    asked = false;
    return queue
        .acquireLease()
        .map(
            granted -> {
              held = granted;
              asked = true;
              askedNanos = now;
              return null;
            });
  }

  Future<Void> release() {
    boolean wasHeld = held;
    held = false;
    asked = false;
    return wasHeld ? queue.releaseLease() : Future.succeededFuture();
  }
}

package dev.tidegate.elastic;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node, and how long it sits out. Usable on any thread. */
final class ElasticNode {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_DOUBLINGS = 6;

  /** How often the delay has doubled, and when it ends. */
  private record Rest(int doublings, long untilNanos) {}

  private final URI uri;
  private volatile @Nullable Rest rest;

  ElasticNode(URI uri) {
    this.uri = uri;
  }

  URI uri() {
    return uri;
  }

  /** How long it still sits out; 0 while it works. */
  long waitNanos(long now) {
    Rest current = rest;
    return current == null ? 0 : Math.max(0, current.untilNanos() - now);
  }

  void failed(long now) {
    Rest last = rest;
    int doublings = last == null ? 0 : Math.min(MOST_DOUBLINGS, last.doublings() + 1);
    rest = new Rest(doublings, now + (FIRST_NANOS << doublings));
  }

  void answered() {
    rest = null;
  }
}

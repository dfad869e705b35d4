package dev.tidegate.elastic;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask next: one node after the other, those that failed only once they sat out a delay that
 * doubles with each failure. Usable on any thread.
 */
final class Nodes {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_DOUBLINGS = 6;

  private final List<Node> nodes;
  private final LongSupplier nanoClock;
  private final AtomicInteger turn = new AtomicInteger();

  Nodes(List<URI> uris, LongSupplier nanoClock) {
    this.nodes = uris.stream().map(Node::new).toList();
    this.nanoClock = nanoClock;
  }

  int count() {
    return nodes.size();
  }

  /**
   * The next node not among those {@code tried}: one that works, else the one that has sat out
   * longest; {@code null} if all were tried.
   */
  @Nullable Node next(Set<Node> tried) {
    int start = Math.floorMod(turn.getAndIncrement(), nodes.size());
    long now = nanoClock.getAsLong();
    Node best = null;
    long bestWait = Long.MAX_VALUE;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get((start + i) % nodes.size());
      long wait = tried.contains(node) ? Long.MAX_VALUE : node.waitNanos(now);
      if (wait < bestWait) {
        best = node;
        bestWait = wait;
      }
    }
    return best;
  }

  void failed(Node node) {
    Node.Rest last = node.rest;
    int failures = last == null ? 0 : Math.min(MOST_DOUBLINGS, last.failures() + 1);
    node.rest = new Node.Rest(failures, nanoClock.getAsLong() + (FIRST_NANOS << failures));
  }

  void answered(Node node) {
    node.rest = null;
  }

  static final class Node {
    /** How often it failed in a row, less one, and until when it sits out. */
    private record Rest(int failures, long untilNanos) {}

    private final URI uri;
    private volatile @Nullable Rest rest;

    private Node(URI uri) {
      this.uri = uri;
    }

    URI uri() {
      return uri;
    }

    private long waitNanos(long now) {
      Rest current = rest;
      return current == null ? 0 : Math.max(0, current.untilNanos() - now);
    }
  }
}

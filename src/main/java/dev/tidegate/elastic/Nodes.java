package dev.tidegate.elastic;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rotation over the nodes. A failed node pauses for a delay that doubles with each failure. For any
 * thread.
 */
final class Nodes {
  private final List<ElasticNode> nodes;
  private final LongSupplier nanoClock;
  private final AtomicInteger turn = new AtomicInteger();

  Nodes(List<URI> uris, LongSupplier nanoClock) {
    this.nodes = uris.stream().map(ElasticNode::new).toList();
    this.nanoClock = nanoClock;
  }

  int count() {
    return nodes.size();
  }

  /**
   * The next node not among those {@code tried}: one that works, else the one that has sat out
   * longest; {@code null} if all were tried.
   */
  @Nullable ElasticNode next(Set<ElasticNode> tried) {
    int start = Math.floorMod(turn.getAndIncrement(), nodes.size());
    long now = nanoClock.getAsLong();
    ElasticNode best = null;
    long bestWait = Long.MAX_VALUE;
    for (int i = 0; i < nodes.size(); i++) {
      ElasticNode node = nodes.get((start + i) % nodes.size());
      long wait = tried.contains(node) ? Long.MAX_VALUE : node.waitNanos(now);
      if (wait < bestWait) {
        best = node;
        bestWait = wait;
      }
    }
    return best;
  }

  void failed(ElasticNode node) {
    node.failed(nanoClock.getAsLong());
  }

  void answered(ElasticNode node) {
    node.answered();
  }
}

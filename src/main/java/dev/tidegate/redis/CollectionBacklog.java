package dev.tidegate.redis;

import dev.tidegate.index.DirtyQueue.Backlog;
import io.vertx.core.Future;
import java.util.List;

/** Counter of a collection's documents in the queue of a shard. Used once. */
final class CollectionBacklog {
  private final RedisLink link;
  private long waiting;
  private double oldest = Double.MAX_VALUE;
  private long refused;

  CollectionBacklog(RedisLink link) {
    this.link = link;
  }

  /**
   * Counts the documents.
   *
   * @param queues the keys of the marked and of the rejected documents
   */
  Future<Backlog> measure(List<String> queues, String collection) {
    return Scan.sortedSet(link, queues.getFirst(), collection)
        .forEach(this::marked)
        .compose(v -> Scan.hash(link, queues.getLast(), collection).forEach(this::putAside))
        .map(v -> new Backlog(waiting, waiting == 0 ? 0 : (long) oldest, refused));
  }

  private Future<Void> marked(List<Scan.Member> page) {
    waiting += page.size();
    page.forEach(member -> oldest = Math.min(oldest, Double.parseDouble(member.value())));
    return Future.succeededFuture();
  }

  private Future<Void> putAside(List<Scan.Member> page) {
    refused += page.size();
    return Future.succeededFuture();
  }
}

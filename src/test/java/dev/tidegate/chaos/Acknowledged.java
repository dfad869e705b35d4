package dev.tidegate.chaos;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.Shards;

/** The revisions of all writes that were answered with success, by shard. For any thread. */
final class Acknowledged {
  private static final Shards SHARDS = new Shards(Servers.SHARDS);

  private final Revs[] byShard = new Revs[Servers.SHARDS];

  Acknowledged() {
    for (int shard = 0; shard < byShard.length; shard++) {
      byShard[shard] = new Revs();
    }
  }

  static int shard(String id) {
    return SHARDS.of(new DocumentKey("products", id));
  }

  synchronized void add(String id, long rev) {
    byShard[shard(id)].add(rev);
  }

  synchronized long[] sorted(int shard) {
    return byShard[shard].sorted();
  }
}

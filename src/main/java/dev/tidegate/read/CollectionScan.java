package dev.tidegate.read;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.List;

/** Lists the ids of a collection, shard by shard. */
public interface CollectionScan {

  int shards();

  /** How many documents the collection has. */
  Future<Long> count(Collection collection);

  /**
   * The next existing ids of one shard, in the order of their names.
   *
   * @param after the last one had; empty to begin
   * @param limit the most to give; fewer mean that there are no more
   */
  Future<List<String>> ids(Collection collection, int shard, String after, int limit);
}

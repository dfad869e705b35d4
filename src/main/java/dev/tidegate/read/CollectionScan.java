package dev.tidegate.read;

import dev.tidegate.model.Collection;
import io.vertx.core.Future;
import java.util.List;

/** Port that lists the ids of a collection, shard by shard. */
public interface CollectionScan {

  int shards();

  /** Returns the number of documents in the collection. */
  Future<Long> count(Collection collection);

  /**
   * Returns the next existing ids of one shard, in alphabetical order.
   *
   * @param after the last id of the previous page; empty for the first page
   * @param limit maximum ids; a shorter page is the last one
   */
  Future<List<String>> ids(Collection collection, int shard, String after, int limit);
}

package dev.tidegate.elastic;

import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.DocumentIndex.Found;
import dev.tidegate.model.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The searched indices, as last examined. For any thread. */
final class LiveIndices {

  /**
   * The index of a collection.
   *
   * @param covered the part of the collection that the index contains
   */
  record Live(Found found, Collection covered) {
    boolean isCurrent() {
      return found.fitness() == Fitness.CURRENT;
    }
  }

  private final Map<String, Live> byCollection = new ConcurrentHashMap<>();

  void put(Collection collection, Live live) {
    byCollection.put(collection.name(), live);
  }

  @Nullable Live get(Collection collection) {
    return byCollection.get(collection.name());
  }
}

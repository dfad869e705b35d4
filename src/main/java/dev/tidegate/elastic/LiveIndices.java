package dev.tidegate.elastic;

import dev.tidegate.index.DocumentIndex.Fitness;
import dev.tidegate.index.DocumentIndex.Found;
import dev.tidegate.model.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which indices are searched, as they were seen last. May be asked from anywhere. */
final class LiveIndices {

  /**
   * A collection's index.
   *
   * @param held what of the collection the index holds
   */
  record Live(Found found, Collection held) {
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

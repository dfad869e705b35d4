package dev.tidegate.search;

import dev.tidegate.match.LastUsed;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import java.util.HashMap;
import java.util.Map;

/**
 * For the queries asked last, which documents did not match, and at which revision: where many ask
 * the same while much is written, each write is looked at once. Confined to one thread.
 */
final class KnownMisses {
  private static final int QUERIES = 64;
  private static final int DOCUMENTS = 512;

  private record Asked(String collection, Query query) {}

  private final Map<Asked, Map<String, Long>> byQuery = new LastUsed<>(QUERIES);

  /** Revisions by document, to be added to. */
  Map<String, Long> of(Collection collection, Query query) {
    Map<String, Long> misses =
        byQuery.computeIfAbsent(new Asked(collection.name(), query), asked -> new HashMap<>());
    if (misses.size() > DOCUMENTS) {
      misses.clear();
    }
    return misses;
  }
}

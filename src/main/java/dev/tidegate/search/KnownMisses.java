package dev.tidegate.search;

import dev.tidegate.match.LastUsed;
import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.query.QueryDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * For the queries asked last, which documents did not match, and at which revision: where many ask
 * the same while much is written, each write is looked at once. Confined to one thread.
 */
final class KnownMisses {
  private static final int DOCUMENTS = 512;
  private static final long MAX_BYTES = 8 << 20;

  /** Maximum memory of the misses of a query: the maximum number of ids, of usual length. */
  private static final long MISSES = DOCUMENTS * 160;

  private final LastUsed<String, Map<String, Long>> byQuery =
      new LastUsed<>(MAX_BYTES, (query, misses) -> MISSES + 2L * query.length());

  /** Revisions by document, to be added to. */
  Map<String, Long> of(Collection collection, Query query) {
    String asked = QueryDigest.text(collection, query);
    Map<String, Long> misses = byQuery.get(asked);
    if (misses == null) {
      misses = new HashMap<>();
      byQuery.put(asked, misses);
    }
    if (misses.size() > DOCUMENTS) {
      misses.clear();
    }
    return misses;
  }
}

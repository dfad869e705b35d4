package dev.tidegate;

import dev.tidegate.model.DocumentKey;
import dev.tidegate.read.CachedDocumentReader;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.read.NearCache;
import dev.tidegate.write.DocumentStore;
import dev.tidegate.write.ObservedStore;
import dev.tidegate.write.WriteResult;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * Puts the near cache between an event loop and the store.
 *
 * @param cache {@code null} where there is to be none
 */
record NearCaching(@Nullable NearCache cache) {

  DocumentReader reader(DocumentReader store, Context context) {
    return cache == null ? store : new CachedDocumentReader(cache, store, context);
  }

  /** What the answer to a write tells of its document holds for every read from then on. */
  DocumentStore store(DocumentStore store) {
    NearCache shared = cache;
    return shared == null
        ? store
        : new ObservedStore(store, (command, result) -> observe(shared, result));
  }

  private static void observe(NearCache cache, WriteResult result) {
    switch (result) {
      case WriteResult.Written written -> cache.reached(written.key(), written.rev());
      case WriteResult.RevisionMismatch is -> isAt(cache, is.key(), is.currentRev());
      case WriteResult.OutOfBounds is -> isAt(cache, is.key(), is.currentRev());
      case WriteResult.NotFound missing -> isAt(cache, missing.key(), 0);
      case WriteResult.KeyReused reused -> {}
      case WriteResult.Refused refused -> {}
    }
  }

  private static void isAt(NearCache cache, DocumentKey key, long rev) {
    if (rev == 0) {
      cache.drop(key);
    } else {
      cache.reached(key, rev);
    }
  }
}

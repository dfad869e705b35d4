package dev.tidegate;

import dev.tidegate.read.CachedDocumentReader;
import dev.tidegate.read.DocumentReader;
import dev.tidegate.read.NearCache;
import dev.tidegate.write.WriteListener;
import io.vertx.core.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Optional near cache of the gateway.
 *
 * @param cache {@code null} if it is turned off
 */
record NearCaching(@Nullable NearCache cache) {

  /** Returns a reader that reads through the cache, if there is one. */
  DocumentReader reader(DocumentReader store, Context context) {
    return cache == null ? store : new CachedDocumentReader(cache, store, context);
  }

  /** Returns the cache as a listener, if there is one. */
  List<WriteListener> listeners() {
    return cache == null ? List.of() : List.of(cache);
  }
}

package dev.tidegate.read;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reader that returns cached documents and reads the rest. Confined to one context. */
public final class CachedDocumentReader implements DocumentReader {
  private final NearCache cache;
  private final DocumentReader store;
  private final Context context;
  private final long minRev;

  public CachedDocumentReader(NearCache cache, DocumentReader store, Context context) {
    this(cache, store, context, 0);
  }

  private CachedDocumentReader(
      NearCache cache, DocumentReader store, Context context, long minRev) {
    this.cache = cache;
    this.store = store;
    this.context = context;
    this.minRev = minRev;
  }

  @Override
  public DocumentReader atLeast(long rev) {
    return new CachedDocumentReader(cache, store, context, rev);
  }

  @Override
  public Future<Long> latest() {
    return store.latest();
  }

  @Override
  public Future<DocumentState> read(Collection collection, String id) {
    if (cache.isFollowing()) {
      DocumentState cached = cache.find(new DocumentKey(collection.name(), id), minRev);
      if (cached != null) {
        cache.figures().looked(1, 0);
        return Future.succeededFuture(cached);
      }
    }
    return read(collection, List.of(id)).map(List::getFirst);
  }

  @Override
  public Future<List<DocumentState>> read(Collection collection, List<String> ids) {
    boolean following = cache.isFollowing();
    DocumentState[] states = new DocumentState[ids.size()];
    MissedDocuments missed = null;
    for (int place = 0; place < states.length; place++) {
      DocumentKey key = new DocumentKey(collection.name(), ids.get(place));
      DocumentState cached = following ? cache.find(key, minRev) : null;
      if (cached != null) {
        states[place] = cached;
      } else {
        missed = missed == null ? new MissedDocuments(cache, context, states) : missed;
        missed.add(place, key, minRev, following);
      }
    }
    return answer(collection, states, missed);
  }

  private Future<List<DocumentState>> answer(
      Collection collection, DocumentState[] states, @Nullable MissedDocuments missed) {
    int misses = missed == null ? 0 : missed.count();
    cache.figures().looked(states.length - misses, misses);
    return missed == null
        ? Future.succeededFuture(Arrays.asList(states))
        : missed.read(collection, store);
  }
}

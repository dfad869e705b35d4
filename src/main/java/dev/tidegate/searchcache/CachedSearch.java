package dev.tidegate.searchcache;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import dev.tidegate.search.DocumentSearch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Search through the cache: queries the index only for results that are neither cached nor
 * requested. First pages are cached; further pages are shared only while their request runs.
 * Confined to one context.
 */
public final class CachedSearch implements DocumentSearch {
  private final ResultCache cache;
  private final DocumentSearch index;
  private final IndexBacklog backlog;
  private final Context context;

  public CachedSearch(
      ResultCache cache, DocumentSearch index, IndexBacklog backlog, Context context) {
    this.cache = cache;
    this.index = index;
    this.backlog = backlog;
    this.context = context;
  }

  @Override
  public Future<Found> find(Request request) {
    String key = cache.generation() + " " + request.key();
    boolean first = request.after() == null && request.pin() == null;
    if (first) {
      Dependencies on = Dependencies.of(request.collection(), request.query(), request.facets());
      cache.settle(on, backlog);
      Found known = cache.found().find(key, on);
      if (known != null) {
        return Future.succeededFuture(known);
      }
    }
    return cache.found().ask(key, context, first, () -> index.find(request));
  }

  @Override
  public Future<List<Match>> bestOf(Request request, Set<String> groups, Set<String> without) {
    return index.bestOf(request, groups, without);
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    Completion completion = new Completion(collection, typed, limit);
    Dependencies on = Dependencies.all(collection);
    cache.settle(on, backlog);
    List<String> known = cache.completed().find(completion, on);
    return known != null
        ? Future.succeededFuture(known)
        : cache
            .completed()
            .ask(completion, context, true, () -> index.complete(collection, typed, limit));
  }

  @Override
  public Future<String> pin(Collection collection) {
    return index.pin(collection);
  }

  @Override
  public Future<List<Integer>> dispensable(Collection collection, Query query) {
    return index.dispensable(collection, query);
  }

  @Override
  public Future<Void> refresh(Collection collection, Set<String> building) {
    return index.refresh(collection, building);
  }
}

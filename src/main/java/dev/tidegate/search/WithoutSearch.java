package dev.tidegate.search;

import dev.tidegate.model.Collection;
import dev.tidegate.model.Query;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** A search that leaves out some documents. */
record WithoutSearch(DocumentSearch search, Without without) implements DocumentSearch {

  @Override
  public Future<Found> find(Request request) {
    return search.find(request.without(without));
  }

  @Override
  public Future<List<Match>> bestOf(Request request, Set<String> groups, Set<String> unwanted) {
    return search.bestOf(request.without(without), groups, unwanted);
  }

  @Override
  public Future<String> pin(Collection collection) {
    return search.pin(collection);
  }

  @Override
  public Future<List<String>> complete(Collection collection, String typed, int limit) {
    return search.complete(collection, typed, limit);
  }

  @Override
  public Future<List<Integer>> dispensable(Collection collection, Query query) {
    return search.dispensable(collection, query);
  }

  @Override
  public Future<Void> refresh(Collection collection, Set<String> building) {
    return search.refresh(collection, building);
  }
}

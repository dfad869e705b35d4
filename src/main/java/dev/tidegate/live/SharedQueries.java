package dev.tidegate.live;

import dev.tidegate.query.LiveQueries;
import dev.tidegate.query.QueryKey;
import dev.tidegate.search.SearchQuery;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;

/** The live queries that sessions of one event loop watch, equal ones once. */
final class SharedQueries {
  private final Hub hub;
  private final Context context;
  private final LiveQueries queries;
  private final Map<QueryKey, SharedQuery> byKey = new HashMap<>();

  SharedQueries(Hub hub, Context context, LiveQueries queries) {
    this.hub = hub;
    this.context = context;
    this.queries = queries;
  }

  /** Lets a session's watch hear of the members from now on. */
  SharedQuery watch(SearchQuery wanted, QueryWatch watch) {
    QueryKey key = QueryKey.of(wanted.collection(), wanted.query(), wanted.limit());
    SharedQuery shared = byKey.get(key);
    if (shared == null) {
      shared = new SharedQuery(hub, context, wanted.collection());
      byKey.put(key, shared);
      queries.attach(wanted.collection(), wanted.query(), wanted.limit(), shared);
    }
    return shared;
  }

  void unwatch(SearchQuery wanted, SharedQuery shared, QueryWatch watch) {
    QueryKey key = QueryKey.of(wanted.collection(), wanted.query(), wanted.limit());
    if (shared.remove(watch) && byKey.remove(key, shared)) {
      queries.detach(key, shared);
      shared.end();
    }
  }

  /** It has failed: who asks again begins another. */
  void forget(SharedQuery shared) {
    byKey.values().remove(shared);
  }
}

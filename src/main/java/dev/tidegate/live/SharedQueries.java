package dev.tidegate.live;

import dev.tidegate.livequery.LiveQueries;
import dev.tidegate.livequery.QueryKey;
import dev.tidegate.query.SearchQuery;
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

  /** The one for all who want this. */
  SharedQuery watch(SearchQuery wanted) {
    QueryKey key = QueryKey.of(wanted.collection(), wanted.query(), wanted.limit());
    SharedQuery shared = byKey.get(key);
    if (shared == null) {
      shared = new SharedQuery(hub, context, key, wanted.collection());
      byKey.put(key, shared);
      queries.attach(key, wanted.collection(), wanted.query(), shared);
    }
    return shared;
  }

  /** Calls {@code done} once lists were told that have every write answered before this call. */
  void whenFresh(SharedQuery shared, Runnable done) {
    queries.whenFresh(shared.collection(), () -> context.runOnContext(nothing -> done.run()));
  }

  void unwatch(SharedQuery shared, QueryWatch watch) {
    if (shared.remove(watch) && byKey.remove(shared.key(), shared)) {
      queries.detach(shared.key(), shared);
      shared.end();
    }
  }

  /** It can't be served here: its members are of no interest any more. */
  void drop(SharedQuery shared) {
    if (byKey.remove(shared.key(), shared)) {
      queries.detach(shared.key(), shared);
    }
  }

  /** It has failed: who asks again begins another. */
  void forget(SharedQuery shared) {
    byKey.remove(shared.key(), shared);
  }
}

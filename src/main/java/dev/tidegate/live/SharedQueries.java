package dev.tidegate.live;

import dev.tidegate.delivery.Pacer;
import dev.tidegate.delivery.WatchedDocuments;
import dev.tidegate.livequery.Memberships;
import dev.tidegate.livequery.QueryKey;
import dev.tidegate.loop.EventLoop;
import dev.tidegate.query.SearchQuery;
import java.util.HashMap;
import java.util.Map;

/** The live queries that sessions of one event loop watch. Equal queries exist once. */
final class SharedQueries {
  private final EventLoop loop;
  private final Pacer pacer;
  private final Memberships memberships;
  private final WatchedDocuments documents;
  private final Map<QueryKey, SharedQuery> byKey = new HashMap<>();

  SharedQueries(EventLoop loop, Pacer pacer, Memberships memberships, WatchedDocuments documents) {
    this.loop = loop;
    this.pacer = pacer;
    this.memberships = memberships;
    this.documents = documents;
  }

  /** Returns the query for all sessions that want it. A failed one is replaced. */
  SharedQuery get(SearchQuery wanted) {
    QueryKey key = QueryKey.of(wanted.collection(), wanted.query(), wanted.limit());
    SharedQuery shared = byKey.get(key);
    if (shared == null || shared.isEnded()) {
      shared = new SharedQuery(loop, pacer, memberships, documents, key, wanted.collection());
      byKey.put(key, shared);
      shared.start(wanted.query());
    }
    return shared;
  }

  /** Removes a watch. The query ends with its last one. */
  void release(SharedQuery shared, SharedQuery.Watch watch) {
    if (shared.remove(watch)) {
      byKey.remove(shared.key(), shared);
      shared.end();
    }
  }
}

package dev.tidegate.livequery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Live queries by the documents in their windows. */
final class WindowMembers {
  private final Map<String, List<LiveQuery>> queries = new HashMap<>();

  void add(String id, LiveQuery query) {
    queries.computeIfAbsent(id, absent -> new ArrayList<>(1)).add(query);
  }

  void remove(String id, LiveQuery query) {
    List<LiveQuery> of = queries.get(id);
    if (of != null && of.remove(query) && of.isEmpty()) {
      queries.remove(id);
    }
  }

  /**
   * Returns a copy of the queries with a document in their window: an evaluation can change the
   * original.
   */
  List<LiveQuery> of(String id) {
    List<LiveQuery> of = queries.get(id);
    return of == null ? List.of() : List.copyOf(of);
  }
}

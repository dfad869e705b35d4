package dev.tidegate.livequery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which live queries each document is in the window of. */
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

  /** As it is now: a copy, for holding a document against a query may change it. */
  List<LiveQuery> of(String id) {
    List<LiveQuery> of = queries.get(id);
    return of == null ? List.of() : List.copyOf(of);
  }
}

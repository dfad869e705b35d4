package dev.tidegate.livequery;

import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.DocumentState;
import dev.tidegate.read.DocumentReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads of documents that are at least as new as the states that live queries have evaluated when
 * the read ends. A read and a change can overtake each other. Confined to one context.
 */
final class CurrentDocuments {
  private static final int AT_ONCE = 500;

  private final DocumentReader reader;
  private final Map<DocumentKey, Long> seen = new HashMap<>();
  private int underWay;

  CurrentDocuments(DocumentReader reader) {
    this.reader = reader;
  }

  /** Notes that the queries evaluate this revision of a document. */
  void considered(DocumentKey key, long rev) {
    if (underWay > 0) {
      seen.merge(key, rev, Math::max);
    }
  }

  /**
   * The states of documents, absent ones included.
   *
   * @param ids asked for until nothing is missing: more may become of interest meanwhile
   */
  Future<List<DocumentState>> read(Collection collection, Supplier<Set<String>> ids) {
    underWay++;
    return read(collection, ids, new LinkedHashMap<>())
        .onComplete(
            done -> {
              underWay--;
              if (underWay == 0) {
                seen.clear();
              }
            });
  }

  private Future<List<DocumentState>> read(
      Collection collection, Supplier<Set<String>> ids, Map<String, DocumentState> states) {
    List<String> wanted = wanted(ids.get(), states);
    if (wanted.isEmpty()) {
      return Future.succeededFuture(List.copyOf(states.values()));
    }
    return reader
        .read(collection, wanted.subList(0, Math.min(AT_ONCE, wanted.size())))
        .compose(
            read -> {
              read.forEach(state -> states.put(state.key().id(), state));
              return read(collection, ids, states);
            });
  }

  private List<String> wanted(Set<String> ids, Map<String, DocumentState> states) {
    List<String> wanted = new ArrayList<>();
    for (String id : ids) {
      DocumentState state = states.get(id);
      if (state == null || state.rev() < seen.getOrDefault(state.key(), 0L)) {
        wanted.add(id);
      }
    }
    return wanted;
  }
}

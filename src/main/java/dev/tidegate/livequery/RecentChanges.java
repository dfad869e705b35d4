package dev.tidegate.livequery;

import dev.tidegate.model.DocumentKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** The documents that changed last: what the index finds may well lack them. */
final class RecentChanges {
  private static final int MOST_OF_COLLECTION = 500;

  private final Map<String, SequencedSet<String>> byCollection = new HashMap<>();

  void add(DocumentKey key) {
    SequencedSet<String> ids =
        byCollection.computeIfAbsent(key.collection(), name -> new LinkedHashSet<>());
    ids.addLast(key.id());
    if (ids.size() > MOST_OF_COLLECTION) {
      ids.removeFirst();
    }
  }

  Set<String> of(String collection) {
    SequencedSet<String> ids = byCollection.get(collection);
    return ids == null ? Set.of() : ids;
  }
}

package dev.tidegate.livequery;

import dev.tidegate.model.Change;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.FieldSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changed fields of documents that the live queries have not evaluated yet. */
final class PendingChanges {
  private final Map<String, Map<String, FieldSet>> byCollection = new HashMap<>();
  private final Map<String, Long> taken = new HashMap<>();

  boolean isEmpty() {
    return byCollection.isEmpty();
  }

  void add(Collection collection, Change change) {
    FieldSet fields =
        change instanceof Change.Updated updated ? updated.touched() : collection.allFields();
    add(change.key(), fields);
  }

  private void add(DocumentKey key, FieldSet fields) {
    byCollection
        .computeIfAbsent(key.collection(), name -> new LinkedHashMap<>())
        .merge(key.id(), fields, FieldSet::union);
  }

  /** Takes out documents of one collection, those touched first: the fields touched, by id. */
  Map<String, FieldSet> take(String collection, int most) {
    Map<String, FieldSet> all = byCollection.getOrDefault(collection, Map.of());
    Map<String, FieldSet> taken = new LinkedHashMap<>();
    Iterator<Map.Entry<String, FieldSet>> entries = all.entrySet().iterator();
    while (entries.hasNext() && taken.size() < most) {
      Map.Entry<String, FieldSet> entry = entries.next();
      taken.put(entry.getKey(), entry.getValue());
      entries.remove();
    }
    this.taken.merge(collection, (long) taken.size(), Long::sum);
    if (all.isEmpty()) {
      byCollection.remove(collection);
    }
    return taken;
  }

  /** Returns the number of documents of a collection that were taken since the start. */
  long taken(String collection) {
    return taken.getOrDefault(collection, 0L);
  }

  /** Returns the number of pending documents of a collection. They are taken before later ones. */
  int waiting(String collection) {
    return byCollection.getOrDefault(collection, Map.of()).size();
  }

  /** The name of some collection of which there is something. */
  String first() {
    return byCollection.keySet().iterator().next();
  }
}

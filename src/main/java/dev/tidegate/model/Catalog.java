package dev.tidegate.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configured collections, by name. */
public final class Catalog {
  private final Map<String, Collection> byName = new LinkedHashMap<>();

  public Catalog(List<Collection> collections) {
    collections.forEach(collection -> byName.put(collection.name(), collection));
  }

  public List<Collection> collections() {
    return List.copyOf(byName.values());
  }

  public @Nullable Collection get(String name) {
    return byName.get(name);
  }

  /** The collection of that name, which the caller knows to exist. */
  public Collection require(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  /** Returns whether the documents of a collection are merchandising rules of another one. */
  public boolean isRules(Collection collection) {
    return byName.values().stream()
        .anyMatch(other -> collection.name().equals(other.merchandising()));
  }
}

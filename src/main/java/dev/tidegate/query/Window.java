package dev.tidegate.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The documents at the top of a query's order: all that match, up to a boundary. Beyond the
 * boundary nothing is known, so that what moves there is let go, and the window shrinks until it is
 * filled anew.
 */
final class Window {
  private final int capacity;
  private final TreeSet<Place> places = new TreeSet<>();
  private final Map<String, Place> byId = new HashMap<>();
  private @Nullable Place boundary;

  private final Consumer<String> entered;
  private final Consumer<String> left;

  /**
   * @param capacity the most documents it keeps
   * @param entered told of each document that is in it now and was not before
   * @param left told of each that is in it no longer
   */
  Window(int capacity, Consumer<String> entered, Consumer<String> left) {
    this.capacity = capacity;
    this.entered = entered;
    this.left = left;
  }

  int size() {
    return byId.size();
  }

  /** Whether every document that matches is in it. */
  boolean isComplete() {
    return boundary == null;
  }

  @Nullable Place find(String id) {
    return byId.get(id);
  }

  /** Whether a document of this place belongs into it. */
  boolean covers(Place place) {
    return boundary == null || place.compareTo(boundary) <= 0;
  }

  /**
   * Begins anew.
   *
   * @param end up to where everything that matches is about to be put in; {@code null} for all
   */
  void reset(@Nullable Place end) {
    places.clear();
    byId.keySet().forEach(left);
    byId.clear();
    boundary = end;
  }

  /** Puts a document in its place, or lets it go if that is beyond the boundary. */
  void put(Place place) {
    Place before = byId.get(place.id());
    if (before != null) {
      if (before.equals(place)) {
        return;
      }
      places.remove(before);
    }
    if (!covers(place)) {
      drop(place.id());
      return;
    }
    places.add(place);
    if (byId.put(place.id(), place) == null) {
      entered.accept(place.id());
    }
    if (byId.size() > capacity) {
      drop(places.removeLast().id());
      boundary = places.last();
    }
  }

  private void drop(String id) {
    if (byId.remove(id) != null) {
      left.accept(id);
    }
  }

  void remove(String id) {
    Place place = byId.get(id);
    if (place != null) {
      places.remove(place);
      drop(id);
    }
  }

  /** The ids of the first documents. */
  List<String> first(int limit) {
    List<String> ids = new ArrayList<>(Math.min(limit, places.size()));
    for (Place place : places) {
      if (ids.size() == limit) {
        break;
      }
      ids.add(place.id());
    }
    return List.copyOf(ids);
  }
}

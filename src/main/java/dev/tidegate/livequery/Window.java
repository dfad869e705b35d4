package dev.tidegate.livequery;

import dev.tidegate.match.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first documents in a query's order: all that match, up to a boundary. Nothing is known beyond
 * the boundary. A document that moves there leaves the window, and the window shrinks until the
 * next resynchronization.
 */
final class Window {
  private final int page;
  private final int capacity;
  private final List<Place> places = new ArrayList<>();
  private final Map<String, Place> byId = new HashMap<>();
  private @Nullable Place boundary;
  private boolean pageChanged = true;

  private final Consumer<String> entered;
  private final Consumer<String> left;

  /**
   * Creates an empty window.
   *
   * @param page number of visible documents at the top
   * @param capacity maximum number of documents
   * @param entered receives each document that enters
   * @param left receives each document that leaves
   */
  Window(int page, int capacity, Consumer<String> entered, Consumer<String> left) {
    this.page = page;
    this.capacity = capacity;
    this.entered = entered;
    this.left = left;
  }

  int size() {
    return places.size();
  }

  /** Up to where every document that matches is in it; {@code null} if that is everywhere. */
  @Nullable Place boundary() {
    return boundary;
  }

  /** Returns whether the window contains every document that matches. */
  boolean isComplete() {
    return boundary == null;
  }

  @Nullable Place find(String id) {
    return byId.get(id);
  }

  /**
   * Removes all documents and sets the boundary.
   *
   * @param end place up to which the caller adds all documents that match; {@code null} for all
   */
  void reset(@Nullable Place end) {
    places.clear();
    byId.keySet().forEach(left);
    byId.clear();
    boundary = end;
    pageChanged = true;
  }

  /**
   * Puts a document in its place, or lets it go if that is beyond the boundary.
   *
   * @return whether it was elsewhere
   */
  boolean put(Place place) {
    Place before = byId.get(place.id());
    if (before != null && before.equals(place)) {
      return false;
    }
    Place end = boundary;
    if (end != null && place.compareTo(end) > 0) {
      return remove(place.id());
    }
    int from = before == null ? -1 : takeOut(before);
    int to = -1 - Collections.binarySearch(places, place);
    places.add(to, place);
    byId.put(place.id(), place);
    pageChanged |= from != to && (to < page || (from >= 0 && from < page));
    if (before == null) {
      entered.accept(place.id());
    }
    if (places.size() > capacity) {
      remove(places.getLast().id());
      boundary = places.getLast();
    }
    return true;
  }

  /** Answers where it was. */
  private int takeOut(Place place) {
    int at = Collections.binarySearch(places, place);
    places.remove(at);
    return at;
  }

  /** Removes a document. Returns whether it was in the window. */
  boolean remove(String id) {
    Place place = byId.remove(id);
    if (place == null) {
      return false;
    }
    pageChanged |= takeOut(place) < page;
    left.accept(id);
    return true;
  }

  /** Returns whether the page may have changed since the last call. */
  boolean hasPageChanged() {
    boolean changed = pageChanged;
    pageChanged = false;
    return changed;
  }

  /** The ids of the documents on the page. */
  List<String> page() {
    return ids(places.subList(0, Math.min(page, places.size())));
  }

  /** The ids of all documents in it. */
  List<String> ids() {
    return ids(places);
  }

  private static List<String> ids(List<Place> places) {
    return places.stream().map(Place::id).toList();
  }
}

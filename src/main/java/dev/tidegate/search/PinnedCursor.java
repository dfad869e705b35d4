package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Pin;
import dev.tidegate.model.Query;
import dev.tidegate.query.QueryDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of a page with pinned documents: the {@link SearchCursor} of the search, a dot, and the
 * pins. A walk keeps the pins of its first page when the rules change.
 *
 * @param found cursor behind what was found; {@code null} if nothing follows
 * @param given number of hits on the pages so far
 * @param passed number of pins on the pages so far
 * @param pins all of the walk, in the order of their places
 */
record PinnedCursor(@Nullable String found, int given, int passed, List<Pin> pins) {
  private static final char DOT = '.';
  private static final int HEAD = 3;

  /** Returns whether a cursor has this form. */
  static boolean isOne(String cursor) {
    return cursor.indexOf(DOT) >= 0;
  }

  String encode(Collection collection, Query query) {
    ArrayNode parts = CursorParts.create();
    parts.add(QueryDigest.of(collection, query)).add(given).add(passed);
    pins.forEach(pin -> parts.add(pin.toString()));
    String encoded = CursorParts.encode(parts);
    return (found == null ? "" : found) + DOT + encoded;
  }

  /**
   * Decodes a cursor.
   *
   * @throws InvalidInputException if {@link #encode} did not write it for this query
   */
  static PinnedCursor decode(Collection collection, Query query, String cursor) {
    int dot = cursor.indexOf(DOT);
    JsonNode parts = CursorParts.parse(cursor.substring(dot + 1));
    if (parts.size() < HEAD || !parts.get(1).isInt() || !parts.get(2).isInt()) {
      throw CursorParts.invalid();
    }
    if (!parts.get(0).asText().equals(QueryDigest.of(collection, query))) {
      throw CursorParts.invalid("belongs to another query: q, filters and sort must stay the same");
    }
    List<Pin> pins = pins(parts);
    int given = parts.get(1).intValue();
    int passed = parts.get(2).intValue();
    if (given < 0 || passed < 0 || passed > pins.size()) {
      throw CursorParts.invalid();
    }
    return new PinnedCursor(dot == 0 ? null : cursor.substring(0, dot), given, passed, pins);
  }

  private static List<Pin> pins(JsonNode parts) {
    List<Pin> pins = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int last = 0;
    try {
      for (int i = HEAD; i < parts.size(); i++) {
        Pin pin = Pin.parse(parts.get(i).asText());
        if (pin.place() <= last || !ids.add(pin.id())) {
          throw CursorParts.invalid();
        }
        last = pin.place();
        pins.add(pin);
      }
    } catch (IllegalArgumentException e) {
      throw CursorParts.invalid();
    }
    return pins;
  }
}

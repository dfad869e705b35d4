package dev.tidegate.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Leniency;
import dev.tidegate.model.Query;
import dev.tidegate.query.QueryDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a page, tied to its query. The text is complete, so another gateway can return the
 * next page.
 *
 * @param pin the open view of the index; {@code null} after a first page, which used the latest
 *     state
 * @param after the sort key of the last examined document; {@code null} without a pin
 * @param seen ids of the first page: they may be at other places in the view
 */
record SearchCursor(@Nullable String pin, @Nullable List<JsonNode> after, SeenIds seen) {
  private static final int HEAD = 4;

  /** After a first page of these ids, or of the groups of these keys. */
  static SearchCursor afterFirst(List<String> ids) {
    return new SearchCursor(null, null, SeenIds.of(ids));
  }

  String encode(Collection collection, Query query) {
    ArrayNode parts = CursorParts.create();
    parts.add(QueryDigest.of(collection, query)).add(pin).add(seen.encode());
    parts.add(encode(query.leniency()));
    if (after != null) {
      parts.addAll(after);
    }
    return CursorParts.encode(parts);
  }

  /** Encodes {@code typos}, then the places of the optional words. */
  private static String encode(Leniency leniency) {
    StringBuilder text = new StringBuilder(leniency.typos() ? "t" : "e");
    leniency.optional().forEach(place -> text.append(',').append(place));
    return text.toString();
  }

  /**
   * Returns the leniency of the query that a cursor continues.
   *
   * @throws InvalidInputException if it is no cursor
   */
  static Leniency leniency(String cursor) {
    JsonNode parts = CursorParts.parse(cursor);
    String text = parts.path(HEAD - 1).asText();
    if (!text.matches("[te](,\\d{1,4})*")) {
      throw CursorParts.invalid();
    }
    List<Integer> optional = new ArrayList<>();
    for (String place : text.substring(1).split(",")) {
      if (!place.isEmpty()) {
        optional.add(Integer.valueOf(place));
      }
    }
    return new Leniency(optional, text.startsWith("t"));
  }

  static SearchCursor decode(Collection collection, Query query, String cursor) {
    JsonNode parts = CursorParts.parse(cursor);
    if (parts.size() < HEAD || !parts.get(0).isTextual() || !parts.get(2).isTextual()) {
      throw CursorParts.invalid();
    }
    if (!parts.get(0).textValue().equals(QueryDigest.of(collection, query))) {
      throw CursorParts.invalid(
          "belongs to another query: q, filters, sort and group must stay the same");
    }
    if (!encode(query.leniency()).equals(parts.get(HEAD - 1).textValue())) {
      throw CursorParts.invalid();
    }
    List<JsonNode> after = new ArrayList<>();
    parts.forEach(after::add);
    after.subList(0, HEAD).clear();
    String pin = parts.get(1).textValue();
    if (pin == null
        ? !parts.get(1).isNull() || !after.isEmpty()
        : after.isEmpty() || !after.stream().allMatch(JsonNode::isValueNode)) {
      throw CursorParts.invalid();
    }
    return new SearchCursor(pin, pin == null ? null : after, seen(parts.get(2).textValue()));
  }

  private static SeenIds seen(String text) {
    try {
      return SeenIds.decode(text);
    } catch (IllegalArgumentException e) {
      throw CursorParts.invalid();
    }
  }
}

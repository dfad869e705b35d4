package dev.tidegate.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Leniency;
import dev.tidegate.model.Query;
import dev.tidegate.query.QueryDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, tied to its query. The text holds all there is to know, so that the next page
 * may be asked from another gateway.
 *
 * @param pin the state of the index that is gone through; {@code null} after a first page, which
 *     was found in the latest
 * @param after the sort key of the last document examined; {@code null} without a pin
 * @param seen what the first page held: it may be elsewhere in the pinned state
 */
record SearchCursor(@Nullable String pin, @Nullable List<JsonNode> after, SeenIds seen) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int HEAD = 4;

  /** After a first page of these ids, or of the groups of these keys. */
  static SearchCursor afterFirst(List<String> ids) {
    return new SearchCursor(null, null, SeenIds.of(ids));
  }

  String encode(Collection collection, Query query) {
    ArrayNode parts = JSON.createArrayNode();
    parts.add(QueryDigest.of(collection, query)).add(pin).add(seen.encode());
    parts.add(encode(query.leniency()));
    if (after != null) {
      parts.addAll(after);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** As {@code typos}, then the places of the optional words. */
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
    JsonNode parts = parse(cursor);
    String text = parts.path(HEAD - 1).asText();
    if (!text.matches("[te](,\\d{1,4})*")) {
      throw invalid("is not one that a search answered as next");
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
    JsonNode parts = parse(cursor);
    if (parts.size() < HEAD || !parts.get(0).isTextual() || !parts.get(2).isTextual()) {
      throw invalid("is not one that a search answered as next");
    }
    if (!parts.get(0).textValue().equals(QueryDigest.of(collection, query))) {
      throw invalid("belongs to another query: q, filters, sort and group must stay the same");
    }
    if (!encode(query.leniency()).equals(parts.get(HEAD - 1).textValue())) {
      throw invalid("is not one that a search answered as next");
    }
    List<JsonNode> after = new ArrayList<>();
    parts.forEach(after::add);
    after.subList(0, HEAD).clear();
    String pin = parts.get(1).textValue();
    if (pin == null
        ? !parts.get(1).isNull() || !after.isEmpty()
        : after.isEmpty() || !after.stream().allMatch(JsonNode::isValueNode)) {
      throw invalid("is not one that a search answered as next");
    }
    return new SearchCursor(pin, pin == null ? null : after, seen(parts.get(2).textValue()));
  }

  private static SeenIds seen(String text) {
    try {
      return SeenIds.decode(text);
    } catch (IllegalArgumentException e) {
      throw invalid("is not one that a search answered as next");
    }
  }

  private static JsonNode parse(String cursor) {
    try {
      if (cursor.length() <= MAX_LENGTH) {
        JsonNode parts = JSON.readTree(Base64.getUrlDecoder().decode(cursor));
        if (parts.isArray()) {
          return parts;
        }
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      // Falls through: whatever it is, it is not ours.
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can be read", e);
    }
    throw invalid("is not one that a search answered as next");
  }

  private static InvalidInputException invalid(String detail) {
    return new InvalidInputException("invalid_parameter", "cursor", detail);
  }
}

package dev.tidegate.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.model.Collection;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: the sort key of the last document examined, tied to its query. The text is
 * the same on every gateway, so that the next page may be asked from another one.
 */
final class SearchCursor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LENGTH = 64 * 1024;

  private SearchCursor() {}

  static String encode(Collection collection, Query query, List<JsonNode> sortKey) {
    ArrayNode parts = JSON.createArrayNode().add(QueryDigest.of(collection, query)).addAll(sortKey);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
  }

  static List<JsonNode> decode(Collection collection, Query query, String cursor) {
    JsonNode parts = parse(cursor);
    if (parts.isEmpty() || !parts.get(0).isTextual()) {
      throw invalid("is not one that a search answered as next");
    }
    if (!parts.get(0).textValue().equals(QueryDigest.of(collection, query))) {
      throw invalid("belongs to another query: q, filters and sort must stay the same");
    }
    List<JsonNode> sortKey = new ArrayList<>();
    parts.forEach(sortKey::add);
    sortKey.removeFirst();
    if (!isSortKey(sortKey, sortKeySize(collection, query))) {
      throw invalid("is not one that a search answered as next");
    }
    return sortKey;
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

  private static int sortKeySize(Collection collection, Query query) {
    int keys = query.sort().size();
    return keys == 0 && query.text() != null ? collection.ranking().then().size() + 2 : keys + 1;
  }

  private static boolean isSortKey(List<JsonNode> sortKey, int size) {
    return sortKey.size() == size
        && sortKey.stream().allMatch(JsonNode::isValueNode)
        && sortKey.getLast().isTextual()
        && DocumentKey.isValidId(sortKey.getLast().textValue());
  }

  private static InvalidInputException invalid(String detail) {
    return new InvalidInputException("invalid_parameter", "cursor", detail);
  }
}

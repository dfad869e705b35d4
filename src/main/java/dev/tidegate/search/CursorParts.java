package dev.tidegate.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text of a cursor: a JSON array in Base64 for URLs. Clients send it back as it is. */
final class CursorParts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LENGTH = 64 * 1024;

  private CursorParts() {}

  static ArrayNode create() {
    return JSON.createArrayNode();
  }

  static String encode(ArrayNode parts) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Parses a text.
   *
   * @throws InvalidInputException if it is no array in this form
   */
  static JsonNode parse(String text) {
    try {
      if (text.length() <= MAX_LENGTH) {
        JsonNode parts = JSON.readTree(Base64.getUrlDecoder().decode(text));
        if (parts.isArray()) {
          return parts;
        }
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      // Falls through: no search has returned it.
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can be read", e);
    }
    throw invalid();
  }

  /** The cursor is not one that a search has returned. */
  static InvalidInputException invalid() {
    return invalid("is not the next of a search response");
  }

  static InvalidInputException invalid(String detail) {
    return new InvalidInputException(ErrorCode.INVALID_PARAMETER, "cursor", detail);
  }
}

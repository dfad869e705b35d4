package dev.tidegate.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.model.ClientJson;
import dev.tidegate.model.DocumentKey;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Request body {@code {"ids":["a","b"]}}. */
final class IdsBody {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private IdsBody() {}

  /** Returns the distinct ids; {@code null} if the body has no {@code ids}. */
  static @Nullable List<String> parse(byte[] body) {
    JsonNode tree;
    try {
      tree = STRICT.readTree(ClientJson.parser(ClientJson.text(body, "")));
    } catch (IOException e) {
      throw new InvalidInputException(
          ErrorCode.INVALID_JSON, "", "must be an object as {\"ids\":[\"a\"]}");
    }
    if (!tree.isObject()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_JSON, "", "must be an object as {\"ids\":[\"a\"]}");
    }
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("ids")) {
                throw new InvalidInputException(
                    ErrorCode.INVALID_JSON, "/" + name, "is not a member here; known is ids");
              }
            });
    JsonNode ids = tree.get("ids");
    return ids == null ? null : ids(ids);
  }

  private static List<String> ids(JsonNode ids) {
    if (!ids.isArray()) {
      throw new InvalidInputException(ErrorCode.INVALID_JSON, "/ids", "must be an array of ids");
    }
    Set<String> parsed = new LinkedHashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i).asText();
      if (!ids.get(i).isTextual() || !DocumentKey.isValidId(id)) {
        throw new InvalidInputException(ErrorCode.INVALID_ID, "/ids/" + i, DocumentKey.ID_RULE);
      }
      parsed.add(id);
    }
    return new ArrayList<>(parsed);
  }
}

package dev.tidegate.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed access to the members of a message. Violations have the pointer of their member. */
final class JsonMembers {
  private static final int MAX_SUBSCRIPTION_ID = 128;

  private final ObjectNode object;

  JsonMembers(ObjectNode object) {
    this.object = object;
  }

  static InvalidInputException invalid(String pointer, String detail) {
    return new InvalidInputException(ErrorCode.INVALID_MESSAGE, pointer, detail);
  }

  /** Rejects members with other names. */
  void only(String... names) {
    Set<String> known = Set.of(names);
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw invalid("/" + name, "is unknown");
              }
            });
  }

  boolean has(String name) {
    return object.has(name);
  }

  @Nullable JsonNode get(String name) {
    return object.get(name);
  }

  String string(String name) {
    JsonNode value = object.get(name);
    if (value == null || !value.isTextual()) {
      throw invalid("/" + name, value == null ? "is required" : "must be a string");
    }
    return value.textValue();
  }

  String subscriptionId() {
    String id = string("id");
    if (id.isEmpty() || id.length() > MAX_SUBSCRIPTION_ID) {
      throw invalid("/id", "must be 1 to " + MAX_SUBSCRIPTION_ID + " characters");
    }
    return id;
  }

  List<String> strings(String name) {
    JsonNode value = object.get(name);
    if (value == null || !value.isArray()) {
      throw invalid("/" + name, "must be an array of strings");
    }
    List<String> strings = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw invalid("/" + name + "/" + strings.size(), "must be a string");
      }
      strings.add(element.textValue());
    }
    return strings;
  }

  /** A non-negative integer; {@code fallback} where it is absent. */
  long count(String name, long fallback) {
    JsonNode value = object.get(name);
    if (value == null) {
      return fallback;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw invalid("/" + name, "must be an integer of 0 or more");
    }
    return value.longValue();
  }
}

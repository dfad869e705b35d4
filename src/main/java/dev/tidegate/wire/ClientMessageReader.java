package dev.tidegate.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Parser of the text frames of a client. */
public final class ClientMessageReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ClientMessageReader() {}

  /** Returns the JSON object of a frame; empty if the frame is not a JSON object. */
  public static Optional<ObjectNode> object(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the message of an object.
   *
   * @throws dev.tidegate.model.InvalidInputException if the object is no valid message
   */
  public static ClientMessage message(ObjectNode object) {
    JsonMembers members = new JsonMembers(object);
    return switch (members.string("type")) {
      case "subscribe" -> SubscribeReader.read(members);
      case "unsubscribe" -> {
        members.only("type", "id");
        yield new ClientMessage.Unsubscribe(members.subscriptionId());
      }
      case "auth" -> {
        members.only("type", "token");
        yield new ClientMessage.Auth(members.string("token"));
      }
      case "ping" -> {
        members.only("type");
        yield new ClientMessage.Ping();
      }
      default -> throw JsonMembers.invalid("/type", "must be subscribe, unsubscribe, auth or ping");
    };
  }
}

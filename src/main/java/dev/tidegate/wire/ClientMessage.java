package dev.tidegate.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Message of a client over its WebSocket, with members of the right types. */
public sealed interface ClientMessage {

  /**
   * Watch something, under an id of the client's.
   *
   * @param fields the projection; {@code null} for all
   * @param interval the least milliseconds between two updates of one document
   * @param have revisions the client still holds, by document id
   */
  record Subscribe(
      String id,
      String collection,
      Target target,
      @Nullable List<String> fields,
      long interval,
      Map<String, Long> have)
      implements ClientMessage {}

  record Unsubscribe(String id) implements ClientMessage {}

  record Auth(String token) implements ClientMessage {}

  record Ping() implements ClientMessage {}

  /** Target of a subscription. */
  sealed interface Target {
    record Ids(List<String> ids) implements Target {}

    /** The members of a search, not yet understood. */
    record Search(JsonNode query) implements Target {}

    /** Every change, after a position if there is one. */
    record Every(@Nullable String since) implements Target {}
  }
}

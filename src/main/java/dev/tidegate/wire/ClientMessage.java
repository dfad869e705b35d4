package dev.tidegate.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Message that a client sends over its WebSocket, with members of valid types. */
public sealed interface ClientMessage {

  /**
   * Request to watch documents, a search, or every change.
   *
   * @param id subscription id, chosen by the client
   * @param target documents, search, or changes to watch
   * @param fields projection; {@code null} for all fields
   * @param interval minimum milliseconds between two updates of one document
   * @param have revisions that the client has already, by document id
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

    /** Members of a search, not validated yet. */
    record Search(JsonNode query) implements Target {}

    /** Every change, after a position if it is present. */
    record Every(@Nullable String since) implements Target {}
  }
}

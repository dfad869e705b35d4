package dev.tidegate.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.client.ScriptedServer.Reply;
import java.util.stream.Collectors;

/** Replies of a {@link ScriptedServer}. */
final class Replies {
  private Replies() {}

  static Reply status(int status, String body, String... headers) {
    return (request, content) -> {
      request.response().setStatusCode(status);
      for (int i = 0; i < headers.length; i += 2) {
        request.response().putHeader(headers[i], headers[i + 1]);
      }
      request.response().end(body);
    };
  }

  static Reply written(long rev) {
    return status(200, "{\"id\":\"tea\",\"rev\":" + rev + "}");
  }

  static Reply problem(int status, String code) {
    return status(status, problemDocument(status, code));
  }

  static String problemDocument(int status, String code) {
    return "{\"status\":" + status + ",\"code\":\"" + code + "\"}";
  }

  /** Closes the connection without a response. */
  static Reply cut() {
    return (request, content) -> request.connection().close();
  }

  /** Sends the head and a part of the body, then closes the connection. */
  static Reply cutAfter(String part) {
    return (request, content) ->
        request
            .response()
            .setChunked(true)
            .write(part)
            .onSuccess(sent -> request.connection().close());
  }

  /** Never responds. */
  static Reply silence() {
    return (request, content) -> {};
  }

  /** Accepts all lines of a bulk request. */
  static Reply bulk() {
    return (request, content) ->
        request
            .response()
            .end(
                content.lines().stream()
                    .map(line -> result(id(line), 1))
                    .collect(Collectors.joining()));
  }

  static String result(String id, long rev) {
    return "{\"id\":\"" + id + "\",\"rev\":" + rev + "}\n";
  }

  static String error(String id, int status, String code) {
    return "{\"id\":\"" + id + "\",\"error\":" + problemDocument(status, code) + "}\n";
  }

  /** Returns the id in a line of a bulk request. */
  static String id(String line) {
    return json(line).path("id").asText();
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }
}

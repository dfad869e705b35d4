package dev.tidegate.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/** A gateway's answer to one request; the body is missing where it was not JSON. */
record Answer(int status, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(int status, byte[] bytes) {
    try {
      return new Answer(status, JSON.readTree(bytes));
    } catch (IOException e) {
      return new Answer(status, MissingNode.getInstance());
    }
  }

  boolean accepted() {
    return status >= 200 && status < 300;
  }

  /** Whether the same request may be answered otherwise later. */
  boolean passing() {
    return status == 429 || status >= 500;
  }

  /** Whether no other request of this kind will do better. */
  boolean hopeless() {
    return status == 401 || status == 403 || (status == 404 && is("unknown_collection"));
  }

  boolean is(String code) {
    return body.path("code").asText().equals(code);
  }

  /** Whether a bound of the field was what stood against it. */
  boolean outOfBounds(String field) {
    return is("out_of_bounds") && body.at("/errors/0/pointer").asText().equals("/" + field);
  }

  JsonNode doc() {
    return body.path("doc");
  }

  long retryAfterMs() {
    return body.path("retry_after_ms").asLong(0);
  }

  /** The problem in words. */
  @Override
  public String toString() {
    String text = status + " " + body.path("code").asText("(no problem document)");
    String detail = body.path("detail").asText(body.path("title").asText());
    return detail.isEmpty() ? text : text + ": " + detail;
  }
}

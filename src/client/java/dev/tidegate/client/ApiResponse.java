package dev.tidegate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** A complete response of the gateway. */
record ApiResponse(int status, HttpHeaders headers, byte[] body) {

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns the body as JSON; a missing node if it is not JSON. */
  JsonNode json() {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the exception of an error response. */
  ProblemException failure(boolean write) {
    return ProblemException.of(Problem.of(status, json(), retryAfterSeconds()), write);
  }

  // A date would need the wall clock of the server: the gateway sends seconds.
  private @Nullable Long retryAfterSeconds() {
    return headers
        .firstValue("retry-after")
        .filter(value -> value.matches("\\d{1,9}"))
        .map(Long::valueOf)
        .orElse(null);
  }
}

package dev.tidegate.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem of the gateway.
 *
 * @param status HTTP status
 * @param code stable snake_case code, for programs; {@code http_STATUS} if the response is not a
 *     problem document (for example, from a proxy)
 * @param title summary of the code, empty if absent
 * @param detail description of this case, empty if absent
 * @param errors individual mistakes in the request
 * @param currentRev current revision of the document if the code depends on it, 0 if the document
 *     does not exist
 * @param retryAfter delay that the gateway asks for before the next attempt
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<Violation> errors,
    @Nullable Long currentRev,
    @Nullable Duration retryAfter) {
  static final String OUTCOME_UNKNOWN = "outcome_unknown";

  /** Longer than any retry time, and no overflow in nanoseconds. */
  private static final long MAX_DELAY_MS = Duration.ofDays(1_000).toMillis();

  /**
   * One mistake in a request.
   *
   * @param pointer JSON Pointer into the body, or the name of the parameter
   */
  public record Violation(String pointer, String detail) {}

  /** Copies the list. */
  public Problem {
    errors = List.copyOf(errors);
  }

  /** Returns whether the problem has this code. */
  public boolean is(String wanted) {
    return code.equals(wanted);
  }

  /**
   * Reads a problem document.
   *
   * @param status used where the document doesn't contain one
   * @param retryAfterSeconds the {@code Retry-After} header, used where the document has no {@code
   *     retry_after_ms}
   */
  static Problem of(int status, JsonNode json, @Nullable Long retryAfterSeconds) {
    List<Violation> errors = new ArrayList<>();
    for (JsonNode error : json.path("errors")) {
      errors.add(new Violation(error.path("pointer").asText(), error.path("detail").asText()));
    }
    JsonNode rev = json.path("current_rev");
    JsonNode delay = json.path("retry_after_ms");
    Duration retryAfter = null;
    if (delay.canConvertToLong()) {
      retryAfter = Duration.ofMillis(Math.clamp(delay.asLong(), 0, MAX_DELAY_MS));
    } else if (retryAfterSeconds != null) {
      retryAfter = Duration.ofSeconds(retryAfterSeconds);
    }
    return new Problem(
        json.path("status").asInt(status),
        json.path("code").asText("http_" + status),
        json.path("title").asText(),
        json.path("detail").asText(),
        errors,
        rev.canConvertToLong() ? rev.asLong() : null,
        retryAfter);
  }

  /** Returns the status, the code, and the detail or title. */
  @Override
  public String toString() {
    String text = detail.isEmpty() ? title : detail;
    return status + " " + code + (text.isEmpty() ? "" : ": " + text);
  }
}

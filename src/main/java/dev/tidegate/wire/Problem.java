package dev.tidegate.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem.
 *
 * @param code stable and snake_case, for programs
 * @param detail what is wrong in this case, in words
 * @param currentRev the document's revision where that is why, 0 for an absent one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "errors"})
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<Violation> errors,
    @JsonProperty("current_rev") @Nullable Long currentRev,
    @JsonProperty("retry_after_ms") @Nullable Long retryAfterMs) {

  public Problem {
    detail = detail.isBlank() ? title : detail;
    errors = List.copyOf(errors);
  }

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), null, null);
  }

  /** With the first violation as the detail. */
  public static Problem of(int status, String code, String title, List<Violation> violations) {
    String first = violations.isEmpty() ? title : inWords(violations.getFirst());
    return new Problem(status, code, title, first, violations, null, null);
  }

  public static Problem of(InvalidInputException invalid) {
    String title =
        switch (invalid.code()) {
          case "invalid_json" -> "The body is not the JSON expected";
          case "invalid_document" -> "The document does not fit the schema";
          case "invalid_id" -> "The id is not one a document can have";
          default -> "The request is not understood";
        };
    return of(400, invalid.code(), title, invalid.violations());
  }

  private static final long EXPENSIVE_RETRY_MS = 1_000;

  /** Searching is not possible now. */
  public static Problem searchUnavailable(String detail, long retryAfterMs) {
    return of(503, "search_unavailable", "Searching is not possible now", detail)
        .withRetryAfter(retryAfterMs);
  }

  /**
   * The search needs more memory than the index has.
   *
   * @param lasting whether it fails again however often it is repeated
   */
  public static Problem queryTooExpensive(boolean lasting) {
    if (!lasting) {
      return searchUnavailable("The index is short of memory", EXPENSIVE_RETRY_MS);
    }
    return of(
        400,
        "query_too_expensive",
        "The search is too expensive",
        "The index does not have the memory for it. Use fewer words or fewer filter values.");
  }

  @JsonProperty
  public String type() {
    return "urn:tidegate:problem:" + code;
  }

  private static String inWords(Violation violation) {
    return violation.pointer().isEmpty()
        ? violation.detail()
        : violation.pointer() + ": " + violation.detail();
  }

  public Problem withCurrentRev(long rev) {
    return new Problem(status, code, title, detail, errors, rev, retryAfterMs);
  }

  public Problem withRetryAfter(long ms) {
    return new Problem(status, code, title, detail, errors, currentRev, ms);
  }
}

package dev.tidegate.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tidegate.model.ErrorCode;
import dev.tidegate.model.InvalidInputException;
import dev.tidegate.model.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem. The type and the title follow from the code.
 *
 * @param status one of the code's statuses
 * @param detail the problem of this case and its remedy; the title if it is blank
 * @param currentRev the revision of the document, 0 if it does not exist; for a conflict
 * @param retryAfterMs the time until a retry makes sense, in milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "errors"})
public record Problem(
    ErrorCode code,
    int status,
    String detail,
    List<Violation> errors,
    @JsonProperty("current_rev") @Nullable Long currentRev,
    @JsonProperty("retry_after_ms") @Nullable Long retryAfterMs) {
  /** Page that the gateway serves with a section for each code. */
  private static final String PAGE = "/errors#";

  private static final long EXPENSIVE_RETRY_MS = 1_000;

  public Problem {
    if (!code.statuses().contains(status)) {
      throw new IllegalArgumentException(code + " has no status " + status);
    }
    detail = detail.isBlank() ? code.title() : detail;
    errors = List.copyOf(errors);
  }

  public static Problem of(ErrorCode code, String detail) {
    return of(code, code.status(), detail);
  }

  /**
   * Creates a problem with a status other than the first one of its code.
   *
   * @throws IllegalArgumentException if the code does not have the status
   */
  public static Problem of(ErrorCode code, int status, String detail) {
    return new Problem(code, status, detail, List.of(), null, null);
  }

  /** Creates a problem with the first violation as the detail. */
  public static Problem of(ErrorCode code, List<Violation> violations) {
    String first = violations.isEmpty() ? "" : inWords(violations.getFirst());
    return new Problem(code, code.status(), first, violations, null, null);
  }

  public static Problem of(InvalidInputException invalid) {
    return of(invalid.code(), invalid.violations());
  }

  public static Problem searchUnavailable(String detail, long retryAfterMs) {
    return of(ErrorCode.SEARCH_UNAVAILABLE, detail).withRetryAfter(retryAfterMs);
  }

  /**
   * Creates the problem of a search that needs more memory than the index has.
   *
   * @param lasting whether each repetition fails, too
   */
  public static Problem queryTooExpensive(boolean lasting) {
    return lasting
        ? of(
            ErrorCode.QUERY_TOO_EXPENSIVE,
            "The index lacks the memory for this search. Use fewer words or fewer filter values.")
        : searchUnavailable("The index is short of memory. Retry later.", EXPENSIVE_RETRY_MS);
  }

  @JsonProperty
  public String type() {
    return PAGE + code.code();
  }

  @JsonProperty
  public String title() {
    return code.title();
  }

  private static String inWords(Violation violation) {
    return violation.pointer().isEmpty()
        ? violation.detail()
        : violation.pointer() + ": " + violation.detail();
  }

  public Problem withCurrentRev(long rev) {
    return new Problem(code, status, detail, errors, rev, retryAfterMs);
  }

  public Problem withRetryAfter(long ms) {
    return new Problem(code, status, detail, errors, currentRev, ms);
  }
}

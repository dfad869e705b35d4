package dev.tidegate.model;

import java.time.Duration;

/** Unavailability or overload of the index. Other functions of the gateway are not affected. */
public final class SearchUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;
  private final String detail;

  /**
   * Creates an exception.
   *
   * @param message the cause, for logs and clients
   * @param retryAfter time until a retry makes sense
   */
  public SearchUnavailableException(String message, Duration retryAfter) {
    this(message, retryAfter, message);
  }

  /**
   * Creates an exception.
   *
   * @param message the cause for logs, possibly with addresses
   * @param retryAfter time until a retry makes sense
   * @param detail the cause for clients
   */
  public SearchUnavailableException(String message, Duration retryAfter, String detail) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
    this.detail = detail;
  }

  public Duration retryAfter() {
    return retryAfter;
  }

  /** Returns the cause for clients, without addresses. */
  public String detail() {
    return detail;
  }
}

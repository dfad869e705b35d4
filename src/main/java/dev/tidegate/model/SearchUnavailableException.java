package dev.tidegate.model;

import java.time.Duration;

/** The index can't be asked now, or has too much to do. Nothing else of the gateway is affected. */
public final class SearchUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;
  private final String detail;

  /**
   * @param message what is wrong, for logs and for clients
   * @param retryAfter when asking again makes sense
   */
  public SearchUnavailableException(String message, Duration retryAfter) {
    this(message, retryAfter, message);
  }

  /**
   * @param message what is wrong, for logs: it may contain addresses
   * @param retryAfter when asking again makes sense
   * @param detail what is wrong, for clients
   */
  public SearchUnavailableException(String message, Duration retryAfter, String detail) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
    this.detail = detail;
  }

  public Duration retryAfter() {
    return retryAfter;
  }

  /** Returns what clients are told, without addresses. */
  public String detail() {
    return detail;
  }
}

package dev.tidegate.model;

import java.time.Duration;

/** The index can't be asked now, or has too much to do. Nothing else of the gateway is affected. */
public final class SearchUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * @param message what is wrong
   * @param retryAfter when asking again makes sense
   */
  public SearchUnavailableException(String message, Duration retryAfter) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}

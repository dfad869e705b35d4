package dev.tidegate.client;

import org.jspecify.annotations.Nullable;

/**
 * A request without a response: the connection failed, the response was incomplete, the time limit
 * expired, or the client was closed.
 */
public final class ConnectionFailedException extends TidegateException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final transient @Nullable ApiResponse partial;

  /**
   * Creates the failure of one attempt.
   *
   * @param partial the part of the response that was received, if its head was
   */
  ConnectionFailedException(
      String reason,
      @Nullable Throwable cause,
      @Nullable ApiResponse partial,
      boolean outcomeUnknown) {
    this(reason, cause, partial, 1, outcomeUnknown);
  }

  private ConnectionFailedException(
      String reason,
      @Nullable Throwable cause,
      @Nullable ApiResponse partial,
      int attempts,
      boolean outcomeUnknown) {
    super(reason, cause, attempts, outcomeUnknown);
    this.reason = reason;
    this.partial = partial;
  }

  /** Returns the part of the response that was received; null without its head. */
  @Nullable ApiResponse partial() {
    return partial;
  }

  @Override
  TidegateException ofAttempts(int count, boolean unknown) {
    return new ConnectionFailedException(reason, getCause(), null, count, unknown);
  }
}

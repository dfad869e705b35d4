package dev.tidegate.client;

import org.jspecify.annotations.Nullable;

/**
 * A request without a response: the connection failed, the response was incomplete, the time limit
 * expired, or the client was closed.
 */
public final class ConnectionFailedException extends TidegateException {
  private static final long serialVersionUID = 1;

  private final String reason;

  ConnectionFailedException(String reason, @Nullable Throwable cause, boolean outcomeUnknown) {
    this(reason, cause, 1, outcomeUnknown);
  }

  private ConnectionFailedException(
      String reason, @Nullable Throwable cause, int attempts, boolean outcomeUnknown) {
    super(reason, cause, attempts, outcomeUnknown);
    this.reason = reason;
  }

  @Override
  TidegateException ofAttempts(int count, boolean unknown) {
    return new ConnectionFailedException(reason, getCause(), count, unknown);
  }
}

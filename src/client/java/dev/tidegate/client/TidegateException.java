package dev.tidegate.client;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a request. A future of the client fails with a {@link ProblemException} or a
 * {@link ConnectionFailedException}; {@code join} and dependent stages receive it as the cause of a
 * {@link java.util.concurrent.CompletionException}.
 */
public abstract sealed class TidegateException extends RuntimeException
    permits ProblemException, ConnectionFailedException {
  private static final long serialVersionUID = 1;

  private final int attempts;
  private final boolean outcomeUnknown;

  // No stack trace: the stack of a callback contains no information.
  TidegateException(
      String message, @Nullable Throwable cause, int attempts, boolean outcomeUnknown) {
    super(message, cause, false, false);
    this.attempts = attempts;
    this.outcomeUnknown = outcomeUnknown;
  }

  /** Returns the number of attempts; the last one failed with this exception. */
  public final int attempts() {
    return attempts;
  }

  /**
   * Returns whether the write may have been applied. If so, repeat it with the same key, or read
   * the document before you write it again. Always {@code false} for a read.
   */
  public final boolean outcomeUnknown() {
    return outcomeUnknown;
  }

  /** Returns the failure of the last one of several attempts. */
  abstract TidegateException ofAttempts(int count, boolean unknown);
}

package dev.tidegate.model;

import org.jspecify.annotations.Nullable;

/** The store's connection died after the command was sent: it may or may not have been executed. */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutcomeUnknownException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception.
   *
   * @param message for clients, without addresses
   * @param cause for the log; {@code null} if there is none
   */
  public OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}

package dev.tidegate.model;

import org.jspecify.annotations.Nullable;

/** Unavailability of a store. Nothing was changed, and the call may be repeated. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message the store and the cause
   */
  public StoreUnavailableException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception.
   *
   * @param message for clients, without addresses
   * @param cause for the log; {@code null} if there is none
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}

package dev.tidegate.model;

import org.jspecify.annotations.Nullable;

/** A store could not be asked: nothing was changed, the call may be repeated. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message which store, and why
   */
  public StoreUnavailableException(String message) {
    this(message, null);
  }

  /**
   * @param message for clients: it names no address
   * @param cause for the log; {@code null} if there is nothing more to say
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}

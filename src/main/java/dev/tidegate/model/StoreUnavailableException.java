package dev.tidegate.model;

/** A store could not be asked: nothing was changed, the call may be repeated. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message which store, and why
   */
  public StoreUnavailableException(String message) {
    super(message, null, false, false);
  }
}

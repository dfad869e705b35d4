package dev.tidegate.model;

/** The store's connection died after the command was sent: it may or may not have been executed. */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutcomeUnknownException(String message) {
    super(message, null, false, false);
  }
}

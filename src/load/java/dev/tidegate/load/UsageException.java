package dev.tidegate.load;

/** What the user has to change before a run can begin; the message is all that is shown. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}

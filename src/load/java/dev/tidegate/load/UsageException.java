package dev.tidegate.load;

/** Invalid arguments or environment of a run. Only the message is printed. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}

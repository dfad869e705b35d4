package dev.tidegate.replay;

/** Failure to start or to continue a replay. */
final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReplayException(String message) {
    super(message);
  }
}

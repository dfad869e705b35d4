package dev.tidegate.replay;

/** Why a replay can't begin or go on. */
final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReplayException(String message) {
    super(message);
  }
}

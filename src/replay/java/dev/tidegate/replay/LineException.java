package dev.tidegate.replay;

/** Violation in a line. */
final class LineException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  LineException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}

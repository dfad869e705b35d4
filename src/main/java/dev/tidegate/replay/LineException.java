package dev.tidegate.replay;

/** What is wrong with a line. */
final class LineException extends Exception {
  private static final long serialVersionUID = 1;

  LineException(String reason) {
    super(reason, null, false, false);
  }

  /** The reason for programs that want a text that is there. */
  String reason() {
    return String.valueOf(getMessage());
  }
}

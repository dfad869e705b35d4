package dev.tidegate.embedded;

/** An embedded server could not be started; the message says why and shows the end of its log. */
public final class EmbeddedStartException extends RuntimeException {
  EmbeddedStartException(String message) {
    super(message);
  }

  EmbeddedStartException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.tidegate.embedded;

/**
 * Failed start of an embedded server. The message has the cause and the end of the server's log.
 */
public final class EmbeddedStartException extends RuntimeException {
  EmbeddedStartException(String message) {
    super(message);
  }

  EmbeddedStartException(String message, Throwable cause) {
    super(message, cause);
  }
}

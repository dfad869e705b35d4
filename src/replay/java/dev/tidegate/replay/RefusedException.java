package dev.tidegate.replay;

/** A request that the gateway refused for good. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String request, Answer answer) {
    super(request + " was answered " + answer, null, false, false);
  }
}

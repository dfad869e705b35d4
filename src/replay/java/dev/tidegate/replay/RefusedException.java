package dev.tidegate.replay;

/** A final error response to a request, which concerns one line only. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String request, Object problem) {
    super(request + " was answered " + problem, null, false, false);
  }
}

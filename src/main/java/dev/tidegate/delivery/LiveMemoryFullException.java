package dev.tidegate.delivery;

/** Signals that the states of watched documents have reached their memory limit. */
public final class LiveMemoryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LiveMemoryFullException() {
    super("Memory limit of watched documents reached", null, false, false);
  }
}

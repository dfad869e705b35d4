package dev.tidegate.delivery;

/** The states of watched documents occupy as much memory as they may. */
public final class LiveMemoryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LiveMemoryFullException() {
    super("watched documents occupy as much memory as they may", null, false, false);
  }
}

package dev.tidegate.search;

/** The state of the index that a cursor goes through is not held any more. */
public final class CursorExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CursorExpiredException() {
    super("the cursor was not used for too long, or the index is another one", null, false, false);
  }
}

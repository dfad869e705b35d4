package dev.tidegate.search;

/** Rejection of a cursor whose view of the index no longer exists. */
public final class CursorExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CursorExpiredException() {
    super("the cursor was unused for too long, or the index was replaced", null, false, false);
  }
}

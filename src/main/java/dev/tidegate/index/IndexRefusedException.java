package dev.tidegate.index;

/** The servers of the index refuse, and would again. */
public final class IndexRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message their reason
   */
  public IndexRefusedException(String message) {
    super(message, null, false, false);
  }
}

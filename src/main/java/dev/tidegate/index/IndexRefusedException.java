package dev.tidegate.index;

/** Lasting rejection of a request by the servers of the index. */
public final class IndexRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message reason of the servers
   */
  public IndexRefusedException(String message) {
    super(message, null, false, false);
  }
}

package dev.tidegate.search;

/** Signals a search that needs more memory than the index has for requests. */
public final class QueryTooExpensiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  /**
   * Creates an exception.
   *
   * @param lasting whether each repetition of the search fails, too; otherwise, other searches may
   *     have taken the memory
   */
  public QueryTooExpensiveException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  /** Returns whether each repetition of the search fails, too. */
  public boolean isLasting() {
    return lasting;
  }
}

package dev.tidegate.model;

/** Signals a search that needs more memory than the index allows for one request. */
public final class QueryTooExpensiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public QueryTooExpensiveException(String message) {
    super(message);
  }
}

package dev.tidegate.livequery;

/** There are as many distinct live queries as there may be. */
public final class TooManyQueriesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyQueriesException(int most) {
    super("live query limit reached (" + most + " distinct live queries)", null, false, false);
  }
}

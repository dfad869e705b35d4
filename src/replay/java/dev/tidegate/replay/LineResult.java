package dev.tidegate.replay;

/** Outcome of a line. */
sealed interface LineResult {

  record Applied() implements LineResult {}

  /** Its quantity is 0. */
  record Ignored() implements LineResult {}

  /** The stock does not hold as much. Its price was taken over nevertheless. */
  record RefusedForStock() implements LineResult {}

  record Failed(String reason) implements LineResult {}
}

package dev.tidegate.client;

/** The result of one write of a bulk request. */
public sealed interface BulkResult {

  /** Returns the id of the document. */
  String id();

  /**
   * An accepted write.
   *
   * @param rev revision of the document after the write
   */
  record Written(String id, long rev) implements BulkResult {}

  /** A write with an error response. With {@code outcome_unknown}, it may have been applied. */
  record Rejected(String id, Problem problem) implements BulkResult {}

  /**
   * A write without a final response.
   *
   * @param cause last failure; contains whether the write may have been applied
   */
  record Failed(String id, TidegateException cause) implements BulkResult {}
}

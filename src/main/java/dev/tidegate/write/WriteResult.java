package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;

/** What became of a write. All but {@link Written} changed nothing. */
public sealed interface WriteResult {
  DocumentKey key();

  /**
   * Accepted, or accepted before under the same idempotency key.
   *
   * @param fields for an adjust the adjusted fields as a JSON object, else empty
   */
  record Written(DocumentKey key, long rev, boolean created, String fields)
      implements WriteResult {}

  record NotFound(DocumentKey key) implements WriteResult {}

  /**
   * The precondition does not hold.
   *
   * @param currentRev 0 where the document does not exist
   */
  record RevisionMismatch(DocumentKey key, long currentRev) implements WriteResult {}

  /** An adjust would take this field out of its bounds. */
  record OutOfBounds(DocumentKey key, long currentRev, String field) implements WriteResult {}

  /** The idempotency key was used for another body. */
  record KeyReused(DocumentKey key) implements WriteResult {}

  /** The store can't take it; the reason is for the operator. */
  record Refused(DocumentKey key, String reason) implements WriteResult {}
}

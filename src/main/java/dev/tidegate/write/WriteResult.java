package dev.tidegate.write;

import dev.tidegate.model.DocumentKey;

/** Result of a write. Only {@link Written} means that the document has changed. */
public sealed interface WriteResult {
  DocumentKey key();

  /**
   * The write was applied, now or earlier under the same idempotency key.
   *
   * @param fields the adjusted fields as a JSON object; empty for other commands
   */
  record Written(DocumentKey key, long rev, boolean created, String fields)
      implements WriteResult {}

  /** The document does not exist. */
  record NotFound(DocumentKey key) implements WriteResult {}

  /**
   * The document does not meet the precondition.
   *
   * @param currentRev 0 if the document does not exist
   */
  record RevisionMismatch(DocumentKey key, long currentRev) implements WriteResult {}

  /** The adjusted value would be outside the bounds of this field. */
  record OutOfBounds(DocumentKey key, long currentRev, String field) implements WriteResult {}

  /** The idempotency key was used with another body. */
  record KeyReused(DocumentKey key) implements WriteResult {}

  /** The store rejected the write. */
  record Refused(DocumentKey key, String reason) implements WriteResult {}
}

package dev.tidegate.model;

/** The effect of one accepted write on one document. */
public sealed interface Change {
  DocumentKey key();

  /** The revision the write gave the document. */
  long rev();

  /** The document did not exist before. */
  record Created(DocumentKey key, long rev, Values values) implements Change {}

  /**
   * The document existed and still does.
   *
   * @param previousRev the revision it had before
   * @param set the fields whose values differ from before; none where the write changed nothing
   * @param unset the fields that were removed
   */
  record Updated(DocumentKey key, long rev, long previousRev, Values set, FieldSet unset)
      implements Change {

    /** The fields set or unset. */
    public FieldSet touched() {
      return set.present().union(unset);
    }
  }

  /** The document exists no more. */
  record Removed(DocumentKey key, long rev) implements Change {}
}

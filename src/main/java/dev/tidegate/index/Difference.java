package dev.tidegate.index;

import java.util.Locale;

/**
 * A document that differs between store and index.
 *
 * @param rev in the store; 0 if it does not exist
 * @param indexRev in the index; 0 if it does not exist
 */
public record Difference(String id, Kind kind, long rev, long indexRev) {

  /** In which way they differ. */
  public enum Kind {
    /** The index lacks it. */
    MISSING,
    /** The store lacks it. */
    STRAY,
    /** The index holds a former revision. */
    OLDER,
    /** The index holds a revision that the store never had, or lost: only a new index helps. */
    NEWER;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package dev.tidegate.client;

import java.util.List;

/**
 * Options of a read.
 *
 * @param fields fields to return; all if empty
 * @param minRev revision that the read must include, 0 for none. A gateway that has not reached it
 *     responds with 409 {@code rev_not_reached}
 */
public record ReadOptions(List<String> fields, long minRev) {
  /** Returns all fields of the current state. */
  public static final ReadOptions ALL = new ReadOptions(List.of(), 0);

  /** Copies the list. */
  public ReadOptions {
    fields = List.copyOf(fields);
    if (minRev < 0) {
      throw new IllegalArgumentException("Invalid revision " + minRev + ". Use 0 or more.");
    }
  }

  /** Selects fields. */
  public static ReadOptions fields(String... fields) {
    return new ReadOptions(List.of(fields), 0);
  }

  /** Returns these options with another minimum revision. */
  public ReadOptions withMinRev(long rev) {
    return new ReadOptions(fields, rev);
  }
}

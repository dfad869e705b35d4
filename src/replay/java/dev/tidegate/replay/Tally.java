package dev.tidegate.replay;

import java.util.ArrayList;
import java.util.List;

/** Counts. For any thread. */
final class Tally {
  private static final int ERRORS_KEPT = 20;

  private final List<LineError> firstErrors = new ArrayList<>();
  private long read;
  private long applied;
  private long ignored;
  private long refusedForStock;
  private long errors;
  private long created;
  private long found;
  private long priced;
  private long adjusted;
  private long repeated;
  private long behindNanos;
  private long mostBehindNanos;

  /** A line was taken from the file that can't be understood. */
  synchronized void malformed(long line, String reason) {
    read++;
    error(line, reason);
  }

  /**
   * Counts a sent line.
   *
   * @param nanosLate delay after its planned time, in nanoseconds
   */
  synchronized void sent(long nanosLate) {
    read++;
    behindNanos = Math.max(0, nanosLate);
    mostBehindNanos = Math.max(mostBehindNanos, behindNanos);
  }

  synchronized void done(long line, LineResult result) {
    switch (result) {
      case LineResult.Applied yes -> applied++;
      case LineResult.Ignored nothing -> ignored++;
      case LineResult.RefusedForStock no -> refusedForStock++;
      case LineResult.Failed failed -> error(line, failed.reason());
    }
  }

  private void error(long line, String reason) {
    errors++;
    if (firstErrors.size() < ERRORS_KEPT) {
      firstErrors.add(new LineError(line, reason));
    }
  }

  synchronized void created() {
    created++;
  }

  synchronized void found() {
    found++;
  }

  synchronized void priced() {
    priced++;
  }

  synchronized void adjusted() {
    adjusted++;
  }

  synchronized void repeated() {
    repeated++;
  }

  /** Returns the current counters. */
  synchronized Counts counts() {
    return new Counts(
        new Counts.Lines(
            read,
            applied,
            ignored,
            refusedForStock,
            errors,
            read - applied - ignored - refusedForStock - errors),
        new Counts.Writes(created, found, priced, adjusted, repeated),
        new Counts.Behind(behindNanos / 1_000_000, mostBehindNanos / 1_000_000),
        List.copyOf(firstErrors));
  }
}

package dev.tidegate.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Revisions: positive integers below 2^53 that grow within a shard, drawn as {@code max(last + 1,
 * now)} in microseconds since 1970.
 */
public final class Revisions {
  /** The greatest revision, and the greatest integer that every JSON reader takes exactly. */
  public static final long MAX = (1L << 53) - 1;

  private Revisions() {}

  public static boolean isValid(long rev) {
    return rev > 0 && rev <= MAX;
  }

  /** The revision that a clock showing {@code time} gives. */
  public static long at(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Returns the time of a revision, unless the clock of its shard was ahead. */
  public static Instant time(long rev) {
    return Instant.EPOCH.plus(rev, ChronoUnit.MICROS);
  }
}
